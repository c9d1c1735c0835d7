-- What polling remembers of a feed across restarts, what sites asked for, and what sources were
-- found to say of their terms. All of it ours, unless a column says otherwise.

-- When the feed first said that it is gone (410), where it has not answered well since.
alter table feeds add column gone_at bigint;
-- The server's: where it says that the feed has moved for good, since when, and how often in a row.
alter table feeds add column moved_to text;
alter table feeds add column moved_since bigint;
alter table feeds add column moved_sightings bigint not null default 0;
-- How often and when it brings something new (one line, see model::Rhythm), and when it last did.
alter table feeds add column rhythm text not null default '';
alter table feeds add column newest_at bigint;
-- The feed's: what it asks of those who poll it; hours and days of rest are sets of bits.
alter table feeds add column least_wait_ms bigint not null default 0;
alter table feeds add column skip_hours bigint not null default 0;
alter table feeds add column skip_days bigint not null default 0;
-- What its signs forbid us (bits, see model::Restrictions).
alter table feeds add column restrictions bigint not null default 0;
-- When the first of the failures in a row came, and one word for what is the matter.
alter table feeds add column failing_since bigint;
alter table feeds add column trouble text not null default '';
-- Where the feed may be now, and when its home page was last searched for that.
alter table feeds add column proposed_url text;
alter table feeds add column searched_at bigint;

-- Feeds that answer, those that fail and those that were never asked wait in queues of their own.
drop index feeds_due;
create index feeds_due_living on feeds (next_fetch_at)
    where ended_at is null and failures = 0 and last_try_at is not null;
create index feeds_due_failing on feeds (next_fetch_at)
    where ended_at is null and failures > 0;
create index feeds_due_unasked on feeds (next_fetch_at)
    where ended_at is null and failures = 0 and last_try_at is null;

-- What the signs of all its feeds forbid.
alter table sources add column restrictions bigint not null default 0;
-- What the last pages of its articles gave: a 1, then a bit for each, the newest last; 1 for text.
alter table sources add column page_reads bigint not null default 1;

-- What the signs of its own page forbid.
alter table articles add column restrictions bigint not null default 0;

-- Sites that asked to be left alone for a while.
create table pauses (
    -- a registrable domain, or on a private host a URL
    site text primary key,
    until bigint not null,
    -- in words
    reason text not null
);

-- What sources were found to say of their terms. A row is what was said, `found_at` when it was
-- seen first, `seen_at` when it was seen last, to the day.
create table evidence (
    source_id bigint not null references sources (id),
    -- what it is about, and where it stands: words of model::SignKind and model::SignPlace
    kind text not null,
    place text not null,
    -- the source's, cut
    says text not null,
    found_at bigint not null,
    seen_at bigint not null,
    primary key (source_id, kind, place, says)
);
