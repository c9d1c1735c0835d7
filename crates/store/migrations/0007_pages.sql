-- What is remembered of articles' own pages between two looks at them.

create table pages (
    article_id bigint primary key references articles (id),
    -- the page's, byte for byte: of the last answer that was an article
    etag text,
    last_modified text,
    -- ours
    looks bigint not null,
    looked_at bigint not null,
    -- when it was read whole last
    read_at bigint,
    -- when it was missing first, where it was not there since
    missing_since bigint,
    -- what stood in place of the article when it was looked at last, in a word of `read::page`, and
    -- since when; empty: nothing
    obstacle text not null,
    obstacle_since bigint
);

create index pages_obstacle on pages (article_id) where obstacle <> '';
