-- Pictures: what is kept of them, and which article shows which.

-- The feed's or the page's: the picture that stands for an article, as JSON (url, alt, credit);
-- empty where none is named.
alter table articles add column picture text not null default '';

-- Pictures that are kept. Ours; their files lie beside the database, named by the hash.
create table media (
    hash text primary key,
    -- jpg or png
    format text not null,
    -- JSON: width, height and bytes of each file, the smallest first
    sizes text not null,
    created_at bigint not null
);

-- What came of the pictures that articles name.
create table article_media (
    article_id bigint not null references articles (id),
    -- the feed's or the page's; at most 2,000 bytes
    url text not null,
    -- ours: 1 where it stands for the article
    is_lead bigint not null,
    -- ours: null where it is not kept
    hash text references media (hash),
    -- ours: why it is not kept
    refusal text not null,
    tried_at bigint not null,
    primary key (article_id, url)
);

create index article_media_hash on article_media (hash);
create index article_media_url on article_media (url);
