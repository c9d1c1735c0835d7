//! Lists of rows inserted in few statements.

use std::fmt::Write as _;

use crate::dialect::Dialect;
use crate::sql::{Row, Value};
use crate::{StoreError, Tx};

/// How many arguments one statement takes: thirty articles, versions or entries are one statement.
/// The fewer rows, the fewer texts are kept prepared.
const ARGUMENTS: usize = 360;

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
        let dialect = self.link.dialect();
        let rows_at_once = (ARGUMENTS / insert.columns).max(1);
        let mut returned = Vec::new();
        let mut values = values.into_iter().peekable();
        while values.peek().is_some() {
            let args: Vec<_> = values
                .by_ref()
                .take(rows_at_once * insert.columns)
                .collect();
            let sql = insert.text(args.len(), dialect);
            returned.extend(self.rows(sql, args).await?);
        }
        Ok(returned)
    }
}

impl Insert {
    /// SQLite's arguments have no names here: it finds a name by walking through all of them, which
    /// was a tenth of its work.
    fn text(&self, arguments: usize, dialect: Dialect) -> String {
        let mut text = String::with_capacity(self.head.len() + self.tail.len() + 6 * arguments);
        text.push_str(self.head);
        for number in 1..=arguments {
            let before = match number {
                1 => "\nvalues (",
                _ if number % self.columns == 1 || self.columns == 1 => "), (",
                _ => ", ",
            };
            text.push_str(before);
            match dialect {
                Dialect::Sqlite => text.push('?'),
                Dialect::Postgres => {
                    write!(text, "${number}").expect("a string takes all that is written");
                }
            }
        }
        text.push_str(")\n");
        text.push_str(self.tail);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Insert;
    use crate::dialect::Dialect;

    #[test]
    fn a_list_is_one_statement() {
        let pairs = Insert {
            head: "insert into t (a, b)",
            columns: 2,
            tail: "returning a",
        };
        assert_eq!(
            pairs.text(4, Dialect::Postgres),
            "insert into t (a, b)\nvalues ($1, $2), ($3, $4)\nreturning a"
        );
        assert_eq!(
            pairs.text(4, Dialect::Sqlite),
            "insert into t (a, b)\nvalues (?, ?), (?, ?)\nreturning a"
        );
        let single = Insert {
            head: "insert into t (a)",
            columns: 1,
            tail: "",
        };
        assert_eq!(
            single.text(2, Dialect::Postgres),
            "insert into t (a)\nvalues ($1), ($2)\n"
        );
    }
}
