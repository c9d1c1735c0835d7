-- The feed's: its hub and what it is called there, where no subscription is wanted. So hubs can be
-- asked when that changes, without asking the feed for what it has said already.
alter table feeds add column hub text not null default '';
alter table feeds add column hub_topic text not null default '';
