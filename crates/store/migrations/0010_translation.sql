-- Translations: what articles say in other languages, what was paid for them, and who answers.

-- What an article's version says in another language. It is shown with that version alone. Ours.
create table translations (
    article_id bigint not null references articles (id),
    lang text not null,
    -- the article's when it was translated
    from_lang text not null,
    -- the version it was made of
    version bigint not null,
    -- null: the original stays
    title text,
    lead text,
    alt text,
    caption text,
    -- a word of model::TextState
    text_state text not null,
    -- JSON: the engines that translated, and how much
    engines text not null,
    -- the house glossary's version
    glossary bigint not null,
    -- when this row was written: the search index follows
    made_at bigint not null,
    -- a person's, where one has read and signed it
    reviewed_by text,
    reviewed_at bigint,
    reviewed_changes bigint,
    -- zstd over JSON, markup or null for each segment of the version; empty where there is none.
    -- Last of all: lists do not walk over it.
    body bytea not null,
    primary key (article_id, lang)
);

create index translations_made on translations (made_at, article_id);

-- What people changed in translations. A row is never changed.
create table translation_reviews (
    id {auto_key},
    article_id bigint not null references articles (id),
    lang text not null,
    version bigint not null,
    -- the person, as it is shown
    reviewed_by text not null,
    reviewed_at bigint not null,
    -- JSON: place, before, after
    edits text not null
);

create index translation_reviews_article on translation_reviews (article_id);

-- What engines answered, a unit each, kept for ever: nothing is paid twice. Ours.
create table translation_memory (
    -- a digest of text, languages, engine, model and terms (translate::memory)
    digest text primary key,
    -- null: no answer could be used
    text text,
    -- why not, in a word
    fault text not null,
    engine text not null,
    model text not null,
    from_lang text not null,
    to_lang text not null,
    made_at bigint not null
);

-- What each engine was asked and what it cost, a row a day (days since 1970, UTC). Ours.
create table translation_spending (
    engine text not null,
    day bigint not null,
    -- requests that were settled, and those of them that failed
    requests bigint not null,
    failures bigint not null,
    units bigint not null,
    -- characters that are reserved by requests under way, or were billed
    chars bigint not null,
    -- characters that were billed
    billed bigint not null,
    -- characters that the memory has saved
    saved_chars bigint not null,
    primary key (engine, day)
);

-- A row an engine: who reserves or settles takes it first, so that they do it one by one, on
-- whatever day and from whatever process. Ours.
create table translation_engines (
    engine text primary key,
    turn bigint not null
);

-- Engines that are left alone for a while. Ours.
create table engine_rests (
    engine text primary key,
    until bigint not null,
    -- in words
    reason text not null,
    failures bigint not null
);

-- The house glossary. The operator's.
create table glossary (
    term text not null,
    -- the originals' and the translations' language; empty: any
    from_lang text not null,
    to_lang text not null,
    is_case_sensitive bigint not null,
    -- null: the term itself
    translation text,
    added_at bigint not null,
    -- 1: it stands in the operator's file, and goes with its line there
    is_of_file bigint not null default 0,
    primary key (term, from_lang, to_lang, is_case_sensitive)
);

-- One row that grows with every change of the glossary. Ours.
create table glossary_version (
    value bigint not null
);

insert into glossary_version (value) values (0);
