//! What the outlets' sites answer as of a moment.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

use super::outlet::Outlet;
use super::piece::Piece;
use super::script::Script;
use super::{broken, plan, ticker};
use crate::render;
use crate::site::not_found;
use crate::{Answer, Item, Request};

/// How many articles a feed holds.
const FEED_LENGTH: usize = 40;
/// How many articles a page lists as related.
const RELATED: usize = 4;

/// The articles of all outlets, and the moment as of which they are shown.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) now: Timestamp,
    /// When the three days end.
    end: Timestamp,
    /// Those of the three days and those published since.
    pieces: Vec<Piece>,
    /// How many of them belong to the three days.
    planned: usize,
    reserve: VecDeque<(usize, Script)>,
    /// How many notices of the ticker are out.
    notices: u64,
}

impl Stage {
    pub(super) fn new(outlets: &[Outlet], end: Timestamp, now: Timestamp) -> Self {
        let pieces = plan::pieces(outlets, end);
        Self {
            now,
            end,
            planned: pieces.len(),
            pieces,
            reserve: plan::reserve().into(),
            notices: 0,
        }
    }

    /// The articles of the three days.
    pub(super) fn planned(&self) -> &[Piece] {
        &self.pieces[..self.planned]
    }

    /// How many notices of the ticker are out.
    pub(super) fn notices(&self) -> u64 {
        self.notices
    }

    /// Publishes from the reserve, then from the templates; returns the headline.
    pub(super) fn publish_next(&mut self, outlets: &[Outlet], at: Timestamp) -> String {
        let (index, script) = self.reserve.pop_front().unwrap_or_else(|| {
            self.notices += 1;
            let notice = ticker::notice(self.notices);
            (notice.outlet, notice.original)
        });
        // Changes of an article from the reserve would come at the end, which is over.
        let piece = plan::piece(index, &outlets[index], &script, at, at);
        let headline = piece.versions[0].title.clone();
        self.pieces.push(piece);
        headline
    }

    /// Answers a request to an outlet's site.
    pub(super) fn answer(&self, index: usize, outlet: &Outlet, request: &Request) -> Answer {
        let path = request.path_only();
        match path {
            "/robots.txt" => Answer::text("User-agent: *\nDisallow: /abo\n"),
            "/" => Answer::html(render::front(&outlet.channel, &self.items(index))),
            _ if path == outlet.channel.feed_path => self.feed(index, outlet).slow(outlet.delay),
            _ => broken::answer(index, outlet, path, self.end)
                .unwrap_or_else(|| self.page(index, outlet, path)),
        }
    }

    fn feed(&self, index: usize, outlet: &Outlet) -> Answer {
        let (content_type, document) = render::feed(&outlet.channel, &self.items(index));
        let own = self.pieces.iter().filter(|piece| piece.outlet == index);
        let changed = own.filter_map(|piece| piece.changed_at(self.now)).max();
        let answer = Answer::bytes(content_type, document);
        answer.changed_at(changed.unwrap_or(self.now - SignedDuration::from_hours(1)))
    }

    fn page(&self, index: usize, outlet: &Outlet, path: &str) -> Answer {
        let slug = path.strip_prefix("/articles/").unwrap_or_default();
        let mut own = self.pieces.iter().filter(|piece| piece.outlet == index);
        let Some(piece) = own.find(|piece| piece.slug == slug) else {
            return not_found();
        };
        if piece.is_deleted(self.now) {
            let page = "<!DOCTYPE html><title>410</title><h1>410 Gone</h1>";
            return Answer::html(page).with_status(410);
        }
        let Some(item) = piece.as_of(self.now) else {
            return not_found();
        };
        let others = self
            .items(index)
            .into_iter()
            .filter(|other| other.slug != slug);
        let related: Vec<_> = others.take(RELATED).collect();
        Answer::html(render::article(&outlet.channel, &item, &related))
    }

    /// An outlet's articles as of now, newest first, as many as its feed holds.
    fn items(&self, index: usize) -> Vec<Item> {
        let own = self.pieces.iter().filter(|piece| piece.outlet == index);
        let mut own: Vec<_> = own.filter(|piece| piece.published() <= self.now).collect();
        own.sort_by(|a, b| {
            b.published()
                .cmp(&a.published())
                .then_with(|| a.slug.cmp(&b.slug))
        });
        own.into_iter()
            .filter_map(|piece| piece.as_of(self.now))
            .take(FEED_LENGTH)
            .collect()
    }
}
