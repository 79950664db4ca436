use super::*;

#[test]
fn the_built_in_ontology_loads() {
    let ontology = match Ontology::parse("ontology.toml", BUILT_IN) {
        Ok(ontology) => ontology,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(ontology.relations().len(), 8);
}

fn error(text: &str) -> String {
    match Ontology::parse("own.toml", text) {
        Ok(_) => panic!("it should not load"),
        Err(error) => error.to_string(),
    }
}

const RELATION: &str = "[[relation]]\nname = \"owns\"\nlabel = \"owns\"\nsource = [\"person\"]\ntarget = [\"place\"]\ncolor = \"#123456\"\n";

#[test]
fn an_own_ontology_stands_alone_or_extends_the_built_in_one() -> Result<(), OntologyError> {
    let own = Ontology::parse("own.toml", RELATION)?;
    assert_eq!(own.relations().len(), 1);
    assert!(own.triggers().is_empty());
    let trigger = "[[trigger]]\nid = \"owns.verb\"\nrelation = \"owns\"\nverbs = [\"own\"]\nsource = [\"subject\"]\ntarget = [\"object\"]\nconfidence = 0.5\n";
    let both = Ontology::parse("own.toml", &format!("extends = \"built-in\"\n{RELATION}{trigger}"))?;
    assert_eq!(both.relations().len(), 9);
    assert_eq!(both.triggers().len(), Ontology::built_in().triggers().len() + 1);
    Ok(())
}

#[test]
fn an_own_row_replaces_the_built_in_one_of_its_name() -> Result<(), OntologyError> {
    let row = "extends = \"built-in\"\n[[trigger]]\nid = \"supports.verb\"\nrelation = \"supports\"\nverbs = [\"adore\"]\nsource = [\"subject\"]\ntarget = [\"object\"]\nconfidence = 0.5\n";
    let own = Ontology::parse("own.toml", row)?;
    assert_eq!(own.triggers().len(), Ontology::built_in().triggers().len());
    assert!(
        own.cues("adore").len() == 1
            && own.cues("endorse").iter().all(|c| own.triggers()[c.trigger].id != "supports.verb")
    );
    Ok(())
}

#[test]
fn errors_say_where_and_what() {
    assert!(error("x = [").starts_with("own.toml:1:6: "), "{}", error("x = ["));
    assert_eq!(error("[words]\nlight = [\"do\"]\n"), "own.toml:1:1: no [[relation]] is given");
    let row = |fields: &str| format!("{RELATION}[[trigger]]\nid = \"a\"\n{fields}");
    let relation = row(
        "relation = \"likes\"\nverbs = [\"like\"]\nsource = [\"subject\"]\ntarget = [\"object\"]\nconfidence = 0.5\n",
    );
    assert_eq!(error(&relation), "own.toml:9:12: no relation is called `likes`; there are owns");
    let slot = row(
        "relation = \"owns\"\nverbs = [\"own\"]\nsource = [\"subjekt\"]\ntarget = [\"object\"]\nconfidence = 0.5\n",
    );
    assert!(error(&slot).starts_with("own.toml:11:10: unknown slot `subjekt`"), "{}", error(&slot));
    let sure = row(
        "relation = \"owns\"\nverbs = [\"own\"]\nsource = [\"subject\"]\ntarget = [\"object\"]\nconfidence = 1.5\n",
    );
    assert_eq!(error(&sure), "own.toml:13:14: confidence 1.5 is not between 0 and 1");
    let post = row(
        "relation = \"owns\"\nnouns = [\"peer\"]\nsource = [\"holder\"]\ntarget = [\"modifier\"]\nsame_post = true\nconfidence = 0.5\n",
    );
    assert_eq!(error(&post), "own.toml:8:6: `a`: same_post needs `demoted`");
    let parts = row("relation = \"owns\"\nsource = [\"subject\"]\ntarget = [\"object\"]\nconfidence = 0.5\n");
    assert!(error(&parts).starts_with("own.toml:8:6: `a`: a trigger needs one of verbs"), "{}", error(&parts));
}

#[test]
fn what_no_file_can_mean_is_an_error_with_its_place() {
    let trigger = "[[trigger]]\nid = \"a\"\nrelation = \"owns\"\nverbs = [\"own\"]\nsource = [\"subject\"]\ntarget = [\"object\"]\nconfidence = 0.5\n";
    let whole = format!("{RELATION}implies = []\n{trigger}case = [\"of\"]\n[words]\nlight = [\"do\"]\n");
    assert!(Ontology::parse("own.toml", &whole).is_ok());
    for (from, to, place, words) in [
        ("\"#123456\"", "\"red\"", "6:9", "`red` is no colour; write it as #rrggbb"),
        ("\"#123456\"", "\"#12345g\"", "6:9", "no colour"),
        ("implies = []", "style = \"wavy\"", "7:9", "`wavy` is no line style of Graphviz; there are solid, bold"),
        (
            "implies = []",
            "implies = [\"ows\"]",
            "1:1",
            "implies `ows`, but no relation is called `ows`; there are owns",
        ),
        ("name = \"owns\"", "name = \" \"", "2:8", "is empty"),
        ("label = \"owns\"", "label = \"\"", "3:9", "is empty"),
        ("source = [\"person\"]", "source = []", "4:10", "the list is empty"),
        ("id = \"a\"", "id = \"\"", "9:6", "a trigger needs an id"),
        ("[\"own\"]", "[\"own\", \"\"]", "11:9", "word 2 of the list is empty"),
        ("[\"of\"]", "[\"\"]", "15:8", "word 1 of the list is empty"),
        ("[\"do\"]", "[\" \"]", "17:9", "word 1 of the list is empty"),
        ("[\"subject\"]", "[]", "12:10", "the list is empty"),
        ("[words]", &format!("{RELATION}[words]"), "16:1", "a second relation is called `owns`"),
    ] {
        let changed = whole.replacen(from, to, 1);
        assert_ne!(changed, whole, "{from}");
        let error = error(&changed);
        assert!(error.starts_with(&format!("own.toml:{place}: ")) && error.contains(words), "{to}: {error}");
    }
}

#[test]
fn the_head_of_the_file_tells_every_field() {
    let head: String = BUILT_IN.lines().take_while(|line| line.starts_with('#')).collect();
    let mut fields = 0;
    for table in ["", "[[relation]]\n", "[[trigger]]\n", "[words]\n", "[status.planned]\n"] {
        // The list that serde gives for a field that there is not.
        let error = error(&format!("{table}no_such_field = 1\n"));
        let (_, known) = error.split_once("expected").unwrap_or_else(|| panic!("{error}"));
        for field in known.split('`').skip(1).step_by(2) {
            fields += 1;
            assert!(head.contains(field), "{table}{field} is not told");
        }
    }
    assert!(fields > 40, "{fields}");
}

#[test]
fn triggers_of_an_own_file_are_known_for_it() -> Result<(), OntologyError> {
    let row = "extends = \"built-in\"\n[[trigger]]\nid = \"own\"\nrelation = \"supports\"\nverbs = [\"adore\"]\nsource = [\"subject\"]\ntarget = [\"object\"]\nconfidence = 0.5\n";
    let own = Ontology::parse("own.toml", row)?;
    assert!(own.is_own("pattern:own") && !own.is_own("pattern:supports.verb") && !own.is_own("model"));
    assert!(!Ontology::built_in().is_own("pattern:supports.verb"));
    Ok(())
}
