//! Who is for or against whom, on sentences with two marked ends.

mod report;
mod rows;
mod score;

pub use report::StanceReport;
pub use rows::{StanceRow, parse};
pub use score::predict;
