//! Why a picture is not kept.

/// Why a picture is not kept, in words for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not JPEG, PNG, WebP or GIF by its first bytes, whatever its name or its sender say.
    #[error("it is no picture that is taken ({0})")]
    Unknown(&'static str),
    /// More pixels than anybody needs.
    #[error("it is too large ({width} × {height} pixels)")]
    TooLarge {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// A counter, a button, a line.
    #[error("it is too small to show anything ({width} × {height} pixels)")]
    TooSmall {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// More scans than an honest progressive JPEG has: each one costs a walk over all pixels.
    #[error("it is made to take time ({0} scans)")]
    TooManyScans(usize),
    /// It cannot be decoded.
    #[error("it is damaged ({0})")]
    Damaged(String),
}
