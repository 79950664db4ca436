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
    let parts = row("relation = \"owns\"\nsource = [\"subject\"]\ntarget = [\"object\"]\nconfidence = 0.5\n");
    assert!(error(&parts).starts_with("own.toml:8:6: `a`: a trigger needs one of verbs"), "{}", error(&parts));
}
