//! Any bytes as a picture: what is kept of it can be read again, in the sizes that are told.

#![no_main]

use depesche_media::recode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(recoded) = recode(bytes) else { return };
    assert_eq!(recoded.files.len(), recoded.picture.sizes.len());
    for (file, size) in recoded.files.iter().zip(&recoded.picture.sizes) {
        assert_eq!(file.len() as u64, size.bytes);
        assert!(size.width > 0 && size.height > 0);
    }
});
