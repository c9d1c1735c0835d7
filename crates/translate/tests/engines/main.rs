//! The engines against servers that follow their documentation, and against such as follow nothing.

mod hostile;
mod house;
mod libretranslate;
