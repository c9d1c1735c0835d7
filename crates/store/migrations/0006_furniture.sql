-- What repeats over a source's articles, and what the operator has decided of it.

-- What is known of each source. Ours: learned from its last articles, and may be forgotten.
create table furniture (
    source_id bigint primary key references sources (id),
    -- the fence: counts what was learned; who learned from an older state is not heard
    revision bigint not null,
    -- 1 where older articles are still to be cut by what was learned since
    is_behind bigint not null,
    -- one packed row a source, since a row for each block would be ten for each article:
    -- zstd over what `read::furniture` writes
    memory bytea not null
);

-- The operator's: of a source's rules, by their names.
create table furniture_decisions (
    source_id bigint not null references sources (id),
    rule text not null,
    -- 1: never cut, 0: always
    keeps bigint not null,
    decided_at bigint not null,
    primary key (source_id, rule)
);
