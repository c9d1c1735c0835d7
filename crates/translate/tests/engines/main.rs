//! The engines against servers that follow their documentation, and against such as follow nothing.

mod azure;
mod deepl;
mod google;
mod hostile;
mod house;
mod libretranslate;
