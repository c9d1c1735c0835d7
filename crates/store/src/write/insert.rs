//! Lists of rows inserted in few statements.

use std::fmt::Write as _;

use crate::sql::{Row, Value};
use crate::{StoreError, Tx};

/// How many arguments one statement takes: thirty versions or entries are one statement, thirty
/// articles two. Measured: anything from 64 to 500 takes the same time (SQLite finds an argument's
/// name by walking through all of them, which eats up the round trips saved), and the fewer rows,
/// the fewer texts are kept prepared.
const ARGUMENTS: usize = 240;

/// An insert of many rows: `insert into TABLE (COLUMNS) values … TAIL`.
pub(crate) struct Insert {
    /// `insert into feeds (id, url)`.
    pub(crate) head: &'static str,
    /// How many columns that names.
    pub(crate) columns: usize,
    /// What stands behind the values: `on conflict …`, `returning …`.
    pub(crate) tail: &'static str,
}

impl Tx {
    /// Inserts rows whose values follow each other in `values`. The rows that `returning` gives,
    /// in the order of the statements; within a statement the databases promise no order.
    pub(crate) async fn insert(
        &mut self,
        insert: &Insert,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        let rows_at_once = (ARGUMENTS / insert.columns).max(1);
        let mut returned = Vec::new();
        let mut values = values.into_iter().peekable();
        while values.peek().is_some() {
            let args: Vec<_> = values
                .by_ref()
                .take(rows_at_once * insert.columns)
                .collect();
            let sql = insert.text(args.len());
            returned.extend(self.rows(sql, args).await?);
        }
        Ok(returned)
    }
}

impl Insert {
    fn text(&self, arguments: usize) -> String {
        let mut text = String::with_capacity(self.head.len() + self.tail.len() + 6 * arguments);
        text.push_str(self.head);
        for number in 1..=arguments {
            let before = match number {
                1 => "\nvalues (",
                _ if number % self.columns == 1 || self.columns == 1 => "), (",
                _ => ", ",
            };
            write!(text, "{before}${number}").expect("a string takes all that is written");
        }
        text.push_str(")\n");
        text.push_str(self.tail);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Insert;

    #[test]
    fn a_list_is_one_statement() {
        let pairs = Insert {
            head: "insert into t (a, b)",
            columns: 2,
            tail: "returning a",
        };
        assert_eq!(
            pairs.text(4),
            "insert into t (a, b)\nvalues ($1, $2), ($3, $4)\nreturning a"
        );
        let single = Insert {
            head: "insert into t (a)",
            columns: 1,
            tail: "",
        };
        assert_eq!(single.text(2), "insert into t (a)\nvalues ($1), ($2)\n");
    }
}
