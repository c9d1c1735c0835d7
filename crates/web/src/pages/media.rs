//! `/media/{hash}-{width}.jpg`: a picture, from what is kept and from nowhere else.

use depesche_model::Picture;
use depesche_model::picture::{Format, Size};

use crate::answer::{Answer, CachePolicy};
use crate::ask::Ask;
use crate::failure::Failure;

/// One size of a picture, or its largest where the name is the hash alone. What nobody may be shown
/// any more is not there, whoever has its name.
pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let name = Name::parse(&ask.slug).ok_or(Failure::NotFound)?;
    let picture = ask.store().shown_picture(name.hash).await?;
    let picture = picture.ok_or(Failure::NotFound)?;
    let size = name.size_of(&picture).ok_or(Failure::NotFound)?;
    let file = ask.app.portal.files.get(&picture, size).await?;
    let file = file.ok_or(Failure::NotFound)?;
    // What a name stands for never changes.
    let mime = picture.format.mime();
    Ok(Answer::new(mime, file, CachePolicy::ForEver))
}

/// What a picture's name says.
struct Name<'a> {
    hash: &'a str,
    size: Option<(u32, Format)>,
}

impl<'a> Name<'a> {
    fn parse(name: &'a str) -> Option<Self> {
        let (hash, size) = match name.split_once('-') {
            None => (name, None),
            Some((hash, size)) => {
                let (width, ending) = size.split_once('.')?;
                (hash, Some((width.parse().ok()?, Format::parse(ending)?)))
            }
        };
        Picture::is_hash(hash).then_some(Self { hash, size })
    }

    fn size_of(&self, picture: &Picture) -> Option<Size> {
        let Some((width, format)) = self.size else {
            return picture.largest();
        };
        let mut sizes = picture.sizes.iter().copied();
        sizes.find(|size| size.width == width && picture.format == format)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{Method, StatusCode};
    use depesche_model::TextPolicy;

    use crate::house::{House, Outlet, Report};

    const PICTURE: &str = "/media/abababababababababababababababab";

    async fn house(images: bool) -> House {
        let house = House::open().await;
        let outlet = Outlet {
            images,
            ..Outlet::new("bote", TextPolicy::Full)
        };
        house
            .publish(&outlet, &[Report::new("Kran", "Text.")])
            .await;
        house.keep_picture(&"ab".repeat(16)).await;
        house
    }

    #[tokio::test]
    async fn a_kept_picture_is_served_and_can_do_nothing() {
        let house = house(true).await;
        for name in ["-480.jpg", "-960.jpg", ""] {
            let reply = house.get(&format!("{PICTURE}{name}")).await;
            assert_eq!(reply.status, StatusCode::OK, "{name}");
            assert_eq!(reply.header("content-type"), "image/jpeg");
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
            assert_eq!(
                reply.header("content-security-policy"),
                "sandbox; default-src 'none'"
            );
            assert_eq!(
                reply.header("cache-control"),
                "public, max-age=31536000, immutable"
            );
            assert_eq!(reply.header("content-encoding"), "");
        }
        let whole = house.get(&format!("{PICTURE}-480.jpg")).await;
        let tag = whole.header("etag").to_owned();
        let known = house
            .ask(
                Method::GET,
                &format!("{PICTURE}-480.jpg"),
                &[("if-none-match", &tag)],
            )
            .await;
        assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    }

    #[tokio::test]
    async fn nothing_else_is_there() {
        let house = house(true).await;
        for path in [
            "/media/",
            "/media/x",
            "/media/abababababababababababababababab-481.jpg",
            "/media/abababababababababababababababab-480.png",
            "/media/ABABABABABABABABABABABABABABABAB-480.jpg",
            "/media/cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd",
            "/media/..%2f..%2fdepesche.sqlite",
            "/media/ab%2fabababababababababababababababab-480.jpg",
        ] {
            assert_eq!(
                house.get(path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    }

    #[tokio::test]
    async fn what_the_policy_does_not_show_is_not_served() {
        let house = house(false).await;
        let reply = house.get(&format!("{PICTURE}-480.jpg")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
        house
            .get("/articles/1/kran")
            .await
            .lacks(&["<img", "media:"]);
    }

    #[tokio::test]
    async fn a_page_shows_its_pictures_from_here_alone() {
        let house = house(true).await;
        let page = house.get("/articles/1/kran").await;
        page.has(&[
            "<img src=\"/media/abababababababababababababababab-960.jpg\" srcset=\"\
             /media/abababababababababababababababab-480.jpg 480w, \
             /media/abababababababababababababababab-960.jpg 960w\"",
            "width=\"960\" height=\"640\" alt=\"Ein &quot;Kran&quot;\" loading=\"lazy\"",
            "<bdi>bote.example</bdi>",
        ]);
        page.lacks(&["media:", "bote.example/kran.jpg"]);
        house.get("/latest").await.has(&["class=\"thumb\""]);
        let feed = house.get("/latest.atom").await;
        feed.has(&["https://news.example/media/abababababababababababababababab-960.jpg"]);
        feed.lacks(&["media:"]);
    }
}
