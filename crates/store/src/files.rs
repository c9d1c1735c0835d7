//! Where kept pictures lie: files named by their content, in a folder or whatever else
//! `object_store` speaks to.

use std::path::Path as Folder;
use std::sync::Arc;

use depesche_model::Picture;
use depesche_model::picture::Size;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};

use crate::StoreError;

/// Where kept pictures lie. Cheap to clone.
///
/// A file is there before its picture's row is, and goes after it: what a row names can be read.
#[derive(Clone, Debug)]
pub struct Files(Arc<dyn ObjectStore>);

impl Files {
    /// Pictures in a folder, which is made where there is none. A file appears whole and is on
    /// the disk when it is there.
    ///
    /// *Errors*: [`StoreError::Other`] where the folder cannot be made.
    pub fn in_folder(folder: &Folder) -> Result<Self, StoreError> {
        let broken = |error: &dyn std::fmt::Display| {
            StoreError::Other(format!("the folder {}: {error}", folder.display()))
        };
        std::fs::create_dir_all(folder).map_err(|error| broken(&error))?;
        let files = LocalFileSystem::new_with_prefix(folder).map_err(|error| broken(&error))?;
        Ok(Self(Arc::new(files.with_fsync(true))))
    }

    /// Puts one size of a picture in its place.
    ///
    /// *Errors*: [`StoreError::Full`] where it cannot be written.
    pub async fn put(
        &self,
        picture: &Picture,
        size: Size,
        bytes: Vec<u8>,
    ) -> Result<(), StoreError> {
        let path = path(picture, size);
        let put = self.0.put(&path, bytes.into()).await;
        put.map_err(|error| StoreError::Full(error.to_string()))?;
        Ok(())
    }

    /// One size of a picture; `None` where its file is missing.
    ///
    /// *Errors*: [`StoreError::Away`] where it cannot be read.
    pub async fn get(&self, picture: &Picture, size: Size) -> Result<Option<Vec<u8>>, StoreError> {
        let away = |error: object_store::Error| StoreError::Away(error.to_string());
        match self.0.get(&path(picture, size)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(away)?.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(away(error)),
        }
    }

    /// Whether all of a picture's files are there, each as long as it should be.
    ///
    /// *Errors*: [`StoreError::Away`] where nobody can tell.
    pub async fn has(&self, picture: &Picture) -> Result<bool, StoreError> {
        for size in &picture.sizes {
            match self.0.head(&path(picture, *size)).await {
                Ok(found) if found.size == size.bytes => {}
                Ok(_) | Err(object_store::Error::NotFound { .. }) => return Ok(false),
                Err(error) => return Err(StoreError::Away(error.to_string())),
            }
        }
        Ok(true)
    }

    /// Takes all of a picture's files away.
    ///
    /// *Errors*: [`StoreError::Full`] where one cannot be taken away.
    pub async fn remove(&self, picture: &Picture) -> Result<(), StoreError> {
        for size in &picture.sizes {
            match self.0.delete(&path(picture, *size)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(StoreError::Full(error.to_string())),
            }
        }
        Ok(())
    }
}

/// `ab/ab12…-480.jpg`: no folder of them all.
fn path(picture: &Picture, size: Size) -> Path {
    let name = picture.file_name(size);
    Path::from_iter([&name[..name.floor_char_boundary(2)], &name])
}

#[cfg(test)]
mod tests {
    use depesche_model::Picture;
    use depesche_model::picture::{Format, Size};

    use super::Files;

    #[tokio::test]
    async fn what_was_put_is_there_until_it_is_taken_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::in_folder(&folder.path().join("media")).expect("a folder");
        let size = Size {
            width: 480,
            height: 320,
            bytes: 3,
        };
        let picture = Picture {
            hash: "ab".repeat(16),
            format: Format::Png,
            sizes: vec![size],
        };
        assert!(!files.has(&picture).await.expect("reads"));
        assert_eq!(files.get(&picture, size).await.expect("reads"), None);
        for _ in 0..2 {
            files
                .put(&picture, size, b"abc".to_vec())
                .await
                .expect("writes");
        }
        assert!(files.has(&picture).await.expect("reads"));
        assert_eq!(
            files.get(&picture, size).await.expect("reads"),
            Some(b"abc".to_vec())
        );
        let file = folder.path().join("media/ab").join(picture.file_name(size));
        std::fs::write(&file, b"ab").expect("writes");
        assert!(
            !files.has(&picture).await.expect("reads"),
            "it is too short"
        );
        for _ in 0..2 {
            files.remove(&picture).await.expect("removes");
        }
        assert!(!file.exists());
    }
}
