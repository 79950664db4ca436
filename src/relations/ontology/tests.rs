use super::*;

#[test]
fn the_built_in_ontology_loads() {
    let ontology = match Ontology::parse("ontology.toml", BUILT_IN) {
        Ok(ontology) => ontology,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(ontology.relations().len(), 8);
}
