-- +goose Up

-- Two settings of whoever signs in, as tags of a language or '': language is the one
-- pages were last chosen in, notice_language the one messages are written in. A message
-- with a language of its own is written in that; one without in its recipient's.

alter table identity add column language text not null default '';
alter table identity add column notice_language text not null default '';
alter table outbox add column language text not null default '';
