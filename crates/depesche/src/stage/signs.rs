//! What answers say of their terms, gathered from their headers and from what stands in them.

use depesche_feed::Feed as Reading;
use depesche_fetch::{Reservation, Signs};
use depesche_model::{Sign, SignKind, SignPlace};
use url::Url;

/// The signs of a feed and of the answer that brought it.
pub(super) fn of_feed(reading: &Reading, licence: &str, headers: &Signs, url: &Url) -> Vec<Sign> {
    let mut signs = of_headers(headers, SignPlace::FeedHeader, url);
    let mut add = |kind, says: &str| push(&mut signs, kind, SignPlace::Feed, says);
    add(SignKind::Licence, licence);
    match reading.tdm_reservation {
        Some(true) => add(SignKind::TdmReservation, "1"),
        Some(false) => add(SignKind::TdmReservation, "0"),
        None => {}
    }
    add(SignKind::TdmPolicy, &reading.tdm_policy);
    signs
}

/// The signs of a page and of the answer that brought it.
pub(super) fn of_page(page: &depesche_read::Page, headers: &Signs, url: &Url) -> Vec<Sign> {
    let mut signs = of_headers(headers, SignPlace::PageHeader, url);
    signs.extend(page.signs.iter().cloned());
    signs
}

/// What a site says of a feed or a page of its own in the files that it has for that.
pub(super) fn of_site(said: &Reservation) -> Vec<Sign> {
    let mut signs = Vec::new();
    if let Some(is_reserved) = said.is_reserved {
        let says = if is_reserved { "1" } else { "0" };
        push(
            &mut signs,
            SignKind::TdmReservation,
            SignPlace::TdmRep,
            says,
        );
    }
    let policy = said.policy.as_ref().map_or("", Url::as_str);
    push(&mut signs, SignKind::TdmPolicy, SignPlace::TdmRep, policy);
    for licence in &said.licences {
        push(
            &mut signs,
            SignKind::Rsl,
            SignPlace::RobotsTxt,
            licence.as_str(),
        );
    }
    signs
}

fn of_headers(headers: &Signs, place: SignPlace, url: &Url) -> Vec<Sign> {
    let mut signs = Vec::new();
    for tag in &headers.robots_tag {
        push(&mut signs, SignKind::Robots, place, tag);
    }
    let reservation = headers.tdm_reservation.as_deref().unwrap_or_default();
    push(&mut signs, SignKind::TdmReservation, place, reservation);
    let policy = headers.tdm_policy.as_deref().unwrap_or_default();
    push(&mut signs, SignKind::TdmPolicy, place, policy);
    let links = headers.links.iter();
    for link in links.flat_map(|header| depesche_feed::links(header, url)) {
        if link.is("license") {
            // Really Simple Licensing names its terms by such a link with a type of its own.
            let is_rsl = link.media_type.contains("rsl");
            let kind = if is_rsl {
                SignKind::Rsl
            } else {
                SignKind::Licence
            };
            push(&mut signs, kind, place, link.url.as_str());
        }
    }
    signs
}

fn push(signs: &mut Vec<Sign>, kind: SignKind, place: SignPlace, says: &str) {
    if !says.trim().is_empty() {
        signs.push(Sign {
            kind,
            place,
            says: says.trim().to_owned(),
        });
    }
}
