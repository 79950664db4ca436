//! The API told in OpenAPI 3.1 (<https://spec.openapis.org/oas/v3.1.0>), made of the table that it is answered by.

use super::route::{ROUTES, Route};
use crate::web::Method;
use serde_json::{Map, Value, json};

/// The shapes of answers.
const SCHEMAS: &str = include_str!("schemas.json");

/// The document, as JSON.
pub(super) fn document() -> String {
    let mut paths: Map<String, Value> = Map::new();
    for route in ROUTES {
        let operations = paths.entry(route.path).or_insert_with(|| json!({}));
        operations[route.method.as_str().to_ascii_lowercase()] = operation(route);
    }
    // A test reads the file.
    let schemas: Value = serde_json::from_str(SCHEMAS).unwrap_or_default();
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "powermap",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Questions to a store of powermap, as `powermap serve` answers them. Names may be given in any of \
                            their forms, or as ids, which mean one entity alone. Offsets are bytes of the document's text as UTF-8.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": schemas },
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn operation(route: &Route) -> Value {
    let parameters: Vec<Value> = route
        .all_parameters()
        .map(|p| {
            json!({ "name": p.name, "in": "query", "required": p.required, "description": p.about, "schema": { "type": "string" } })
        })
        .collect();
    let content =
        |name: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
    let failed = |about: &str| json!({ "description": about, "content": content("Error") });
    let mut operation = json!({
        "operationId": format!("{}{}", if route.method == Method::Post { "post_" } else { "" }, route.path.trim_start_matches("/api/")),
        "summary": route.about,
        "parameters": parameters,
        "responses": {
            "200": { "description": "The answer", "content": content(route.schema) },
            "400": failed("The question is wrong, or not understood"),
            "403": failed("The request comes from another site or calls the server by a foreign name, or the server is read-only"),
            "404": failed("Nothing is called so"),
            "503": failed("The answer takes too long, or the store is being written to"),
        },
    });
    if let Some((most, media)) = route.body {
        let schema = if media == "application/json" { "Ids" } else { "Article" };
        operation["requestBody"] = json!({
            "required": true,
            "description": format!("{most} bytes at most"),
            "content": { media: { "schema": { "$ref": format!("#/components/schemas/{schema}") } } },
        });
        operation["responses"]["413"] = failed("More bytes than a request may have");
    }
    operation
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_reference_leads_somewhere_and_every_shape_is_used() {
        let document: Value = serde_json::from_str(&document()).unwrap();
        let text = document.to_string();
        let used: BTreeSet<&str> =
            text.split("#/components/schemas/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let known: BTreeSet<&str> =
            document["components"]["schemas"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(used, known);
        let paths = document["paths"].as_object().unwrap();
        assert!(ROUTES.iter().all(|route| paths[route.path][route.method.as_str().to_ascii_lowercase()].is_object()));
    }

    #[test]
    fn parameters_have_one_meaning_a_route() {
        for route in ROUTES {
            let names: BTreeSet<&str> = route.names().into_iter().collect();
            assert_eq!(names.len(), route.names().len(), "{}", route.path);
        }
    }
}
