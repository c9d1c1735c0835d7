-- What the operator says of a source's pages: CSS selectors for what is taken and what is dropped.
-- Nothing is overwritten: a source's newest row counts, the one before is what an undo brings back.
create table site_rules (
    source_id bigint not null references sources (id),
    -- counts up in a source
    number bigint not null,
    -- the operator's: lists of selectors, as JSON
    taken text not null,
    dropped text not null,
    decided_at bigint not null,
    -- ours: when a page was last read by them
    followed_at bigint,
    -- ours: how many pages they have not fitted since
    missed bigint not null,
    primary key (source_id, number)
);
