-- Ours: in which languages the feed's last articles were, as their texts tell, and how many of each
-- ("de 40 en 2"). What a feed declares is often what its software was delivered with.
alter table feeds add column languages text not null default '';
