-- The chain source → feed → entry → article → version, and what the pipeline works with.
--
-- Whose data a column holds stands beside it: the feed's (or the article's page's), the
-- operator's, or ours. Times are unix milliseconds, truths are 0 and 1.

-- Outlets.
create table sources (
    id {auto_key},
    -- ours: the name in URLs, made from the name
    slug text not null unique,
    -- the operator's, or the feed's title while nobody has said another
    name text not null,
    -- ours: 1 while the feed's host stands in for a name
    name_is_stand_in bigint not null,
    -- the feed's
    home text not null,
    -- the operator's
    owner text not null,
    -- the operator's
    country text not null,
    -- the feed's
    language text,
    -- the feed's
    licence text not null,
    -- the operator's: what may be shown
    policy_text text not null,
    policy_excerpt_chars bigint not null,
    policy_images bigint not null,
    policy_translation bigint not null,
    policy_ai bigint not null,
    policy_feeds bigint not null,
    policy_mail bigint not null,
    policy_basis text not null,
    -- ours
    added_at bigint not null
);

-- A b-tree of PostgreSQL holds at most 2,700 bytes a row, 650 characters of any script; what is
-- longer names no source. (`octet_length` would need SQLite 3.43, newer than operators' own tools.)
create index sources_home on sources (home) where length(home) between 1 and 650;

-- URLs that are polled.
create table feeds (
    id {auto_key},
    source_id bigint not null references sources (id),
    -- the operator's
    url text not null unique,
    -- the feed's
    title text not null,
    -- ours
    added_at bigint not null,
    -- ours: also the lease, since a claim pushes it forward
    next_fetch_at bigint not null,
    -- ours
    interval_ms bigint not null,
    -- ours: the fence, counts claims
    turn bigint not null,
    -- the feed's, byte for byte
    etag text,
    last_modified text,
    -- ours
    body_hash text,
    last_try_at bigint,
    last_success_at bigint,
    last_full_at bigint,
    last_outcome text not null,
    failures bigint not null,
    ended_at bigint,
    entries bigint not null,
    -- ours: what tells its entries apart
    criterion text not null
);

create index feeds_due on feeds (next_fetch_at) where ended_at is null;
create index feeds_source on feeds (source_id);

-- The pieces behind the entries, as their newest version says.
create table articles (
    id {auto_key},
    source_id bigint not null references sources (id),
    -- the feed's or the page's; empty where there is none
    url text not null,
    title text not null,
    byline text not null,
    lead text not null,
    language text,
    published_at bigint not null,
    modified_at bigint,
    -- ours
    first_seen_at bigint not null,
    changed_at bigint not null,
    -- ours: the newest version's number
    version bigint not null,
    -- ours: when the source took it away
    deleted_at bigint
);

-- One article a URL and source. Two feeds of a source that bring it at the same moment meet here,
-- and the later transaction runs again. Longer URLs have no place in a b-tree (see sources_home).
create unique index articles_url on articles (source_id, url)
    where length(url) between 1 and 650;
create index articles_published on articles (published_at desc, id desc);
create index articles_source on articles (source_id, published_at desc, id desc);
create index articles_changed on articles (changed_at, id);

-- What articles said at each time. A row is never changed.
create table versions (
    article_id bigint not null references articles (id),
    -- ours: from 1
    number bigint not null,
    -- ours
    seen_at bigint not null,
    -- ours: feed or page
    origin text not null,
    -- the feed's or the page's
    title text not null,
    -- ours
    content_hash text not null,
    -- the feed's or the page's, cleaned: zstd over JSON, [kind, html, cut] a segment
    body bytea not null,
    primary key (article_id, number)
);

-- What the feeds gave.
create table entries (
    id {auto_key},
    feed_id bigint not null references feeds (id),
    -- the feed's; a digest where it is very long
    identity text not null,
    article_id bigint not null references articles (id),
    -- ours
    content_hash text not null,
    first_seen_at bigint not null,
    -- ours: digests of what it is found again by, where one of them is another tomorrow
    guid_key bigint,
    link_key bigint,
    title_key bigint,
    unique (feed_id, identity)
);

create index entries_article on entries (article_id);
create index entries_recent on entries (feed_id, id);

-- Departments of the portal.
create table sections (
    id {auto_key},
    -- the operator's
    slug text not null unique,
    title text not null,
    query text not null,
    notice text not null,
    position bigint not null
);

-- Which articles a section holds. Ours; `published_at` is the article's, so that a section's
-- newest are one walk through an index.
create table article_sections (
    article_id bigint not null references articles (id),
    section_id bigint not null references sections (id),
    published_at bigint not null,
    primary key (article_id, section_id)
);

create index article_sections_newest
    on article_sections (section_id, published_at desc, article_id desc);

-- Tickets. Ours. `due_at` is also the lease; null: parked after too many failures.
create table work (
    stage text not null,
    subject bigint not null,
    due_at bigint,
    -- how often it was claimed
    tries bigint not null,
    -- the fence, counts claims
    turn bigint not null,
    -- how often it was finished and moved on
    looks bigint not null,
    last_error text not null,
    primary key (stage, subject)
);

create index work_due on work (stage, due_at);

-- The front page's order. Ours.
create table front (
    position bigint primary key,
    article_id bigint not null
);

-- Articles that were taken away with their source: the search index follows. Ours.
create table gone (
    article_id bigint primary key,
    changed_at bigint not null
);

create index gone_changed on gone (changed_at, article_id);

-- One row that grows with every change that a page could show. Ours.
create table stamp (
    value bigint not null
);

insert into stamp (value) values (1);
