-- WebSub: hubs that tell us of feeds' news.
--
-- Whose data a column holds stands beside it: the feed's, the hub's, or ours. Times are unix
-- milliseconds.

create table subscriptions (
    id {auto_key},
    feed_id bigint not null references feeds (id),
    -- the feed's, made fit to be asked
    hub text not null,
    topic text not null,
    -- ours: the address that the hub calls, and its last part, which nobody can guess
    callback text not null,
    token text not null unique,
    -- ours: what the hub signs with
    secret text not null,
    -- ours: wanted, active, denied, leaving, left
    state text not null,
    begun_at bigint not null,
    requested_at bigint,
    -- the hub's
    lease_until bigint,
    -- ours: when something is to be done; also the lease, since a claim pushes it forward
    next_at bigint not null,
    -- ours: the fence, counts claims and what the hub said
    turn bigint not null,
    -- ours
    failures bigint not null,
    last_outcome text not null,
    delivered_at bigint,
    -- ours: a delivery that no poll has followed yet
    hinted_at bigint,
    -- ours: when a poll of the feed was last begun
    polled_at bigint,
    -- ours: how often polling alone found news since the last delivery
    missed bigint not null
);

-- A feed has one that is wanted; those that are over are remembered beside it.
create unique index subscriptions_feed on subscriptions (feed_id)
    where state in ('wanted', 'active', 'denied');
create index subscriptions_due on subscriptions (next_at);
create index subscriptions_hub on subscriptions (hub, next_at);
