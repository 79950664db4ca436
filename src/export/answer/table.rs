//! Rows and columns as CSV.

/// A table with named columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(header: &[&'static str]) -> Self {
        Self { header: header.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; what is beyond the last column is left out, and what is missing is empty.
    pub fn push(&mut self, row: impl IntoIterator<Item = String>) {
        let mut row: Vec<String> = row.into_iter().collect();
        row.resize(self.header.len(), String::new());
        self.rows.push(row);
    }

    /// The table as RFC 4180 has it, in UTF-8, with a line of names first.
    pub fn to_csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // A vector takes all that is written to it, and all rows are as long as the first.
        let _ = writer.write_record(&self.header);
        for row in &self.rows {
            let _ = writer.write_record(row);
        }
        writer.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_needs_quotes_has_them() {
        let mut table = Table::new(&["name", "words"]);
        table.push(["Hallam, K.".to_owned(), "he said \"no\"\nand left".to_owned()]);
        table.push(["Corti".to_owned()]);
        let csv = String::from_utf8(table.to_csv()).unwrap();
        assert_eq!(csv, "name,words\n\"Hallam, K.\",\"he said \"\"no\"\"\nand left\"\nCorti,\n");
    }

    proptest! {
        #[test]
        fn any_words_come_back(words in proptest::collection::vec(any::<String>(), 2)) {
            let mut table = Table::new(&["a", "b"]);
            table.push(words.clone());
            let csv = table.to_csv();
            let mut reader = csv::Reader::from_reader(csv.as_slice());
            let row = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(row.iter().collect::<Vec<_>>(), words);
        }
    }
}
