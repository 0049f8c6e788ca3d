-- +goose Up

-- Instants are UTC microseconds, 0 for none. Days and months are text and sort.
-- Columns of bytes are sealed, blind indexes or hashes (decisions 13, 17, 18).
-- Text compares byte by byte, as in the other store.

create table mark (
  name  text collate "C" not null primary key,
  value text collate "C" not null
);

create table person (
  id           text collate "C" not null primary key,
  wrapped_key  bytea  not null, -- empty: the person is deleted
  facts        bytea  not null,
  version      bigint not null, -- sequence number of the last person_event
  head         bytea  not null, -- its hash
  verified     bigint not null,
  verified_bix bytea,
  id_bix       bytea,
  card_bix     bytea,
  name_bix     bytea,
  initials_bix bytea,
  phone_bix    bytea,
  created      bigint not null
);
create unique index person_verified_bix on person (verified_bix);
create index person_id_bix on person (id_bix);

create table person_event (
  person     text collate "C" not null references person (id),
  seq        bigint not null,
  at         bigint not null,
  actor_kind text collate "C" not null,
  actor      text collate "C" not null,
  channel    text collate "C" not null,
  language   text collate "C" not null,
  mode       text collate "C" not null,
  action     text collate "C" not null,
  facts      bytea  not null,
  prev       bytea  not null,
  hash       bytea  not null,
  primary key (person, seq)
);
create index person_event_at on person_event (at);

create table identity (
  id         text collate "C" not null primary key,
  phone_bix  bytea  not null,
  phone      bytea  not null,
  preference bytea  not null,
  created    bigint not null
);
create unique index identity_phone_bix on identity (phone_bix);

create table link (
  identity  text collate "C" not null references identity (id),
  person    text collate "C" not null references person (id),
  relation  text collate "C" not null,
  capacity  text collate "C" not null,
  level     bigint not null,
  confirmed bigint not null,
  valid_to  text collate "C" not null,
  start_key text collate "C" not null,
  created   bigint not null,
  primary key (identity, person)
);
create unique index link_start_key on link (identity, start_key);
create unique index link_self on link (identity) where relation = 'self';
create index link_person on link (person);

create table sign_in_code (
  id       text collate "C" not null primary key,
  phone    bytea  not null,
  hash     bytea  not null,
  purpose  text collate "C" not null,
  identity text collate "C" not null,
  person   text collate "C" not null,
  tries    bigint not null,
  created  bigint not null,
  expires  bigint not null,
  used     bigint not null -- instant, 0 while unused
);

create table register_record (
  id_bix bytea not null primary key,
  record bytea not null
);

create table session (
  hash       text collate "C" not null primary key,
  kind       text collate "C" not null,
  subject    text collate "C" not null,
  created    bigint not null,
  last_seen  bigint not null,
  ends       bigint not null,
  idle_after bigint not null, -- microseconds
  ended      bigint not null
);
create index session_subject on session (kind, subject);

create table definition (
  hash    text collate "C" not null primary key,
  service text collate "C" not null,
  body    bytea not null
);

create table draft (
  id         text collate "C" not null primary key,
  person     text collate "C" not null references person (id),
  identity   text collate "C" not null, -- who started it
  actor_kind text collate "C" not null,
  channel    text collate "C" not null,
  language   text collate "C" not null,
  mode       text collate "C" not null,
  service    text collate "C" not null,
  definition text collate "C" not null,
  start_key  text collate "C" not null,
  body       bytea  not null,
  version    bigint not null,
  created    bigint not null,
  updated    bigint not null,
  expires    text collate "C" not null,
  amends     text collate "C" not null,
  case_ref   text collate "C" not null
);
create unique index draft_start_key on draft (identity, person, start_key);
-- Two drafts that amend one case would overwrite each other.
create unique index draft_amends on draft (identity, amends) where case_ref = '' and amends <> '';
create index draft_person on draft (person);

create table case_file (
  ref          text collate "C" not null primary key,
  draft        text collate "C" not null references draft (id),
  person       text collate "C" not null references person (id),
  service      text collate "C" not null,
  definition   text collate "C" not null,
  state        text collate "C" not null,
  hukou        text collate "C" not null,
  residence    text collate "C" not null,
  receiving    text collate "C" not null,
  deciding     text collate "C" not null,
  unit         text collate "C" not null,
  assignee     text collate "C" not null,
  submitted    bigint not null,
  opened       bigint not null,
  stage        text collate "C" not null,
  stage_from   text collate "C" not null,
  stage_days   bigint not null,
  total_days   bigint not null,
  estimated    bigint not null,
  due          text collate "C" not null,
  promised     text collate "C" not null,
  stopped_from text collate "C" not null,
  stops        text collate "C" not null,
  channel      text collate "C" not null,
  language     text collate "C" not null,
  mode         text collate "C" not null,
  fen          bigint,
  form_key     text collate "C" not null,
  starter      text collate "C" not null,
  capacity     text collate "C" not null,
  confirmed    bigint not null,
  one_open     bigint not null,
  open_key     text collate "C",            -- person and service while a one_open case is open
  name         bytea  not null,
  body         bytea  not null,
  name_bix     bytea,
  initials_bix bytea,
  version      bigint not null, -- sequence number of the last case_event
  head         bytea  not null  -- its hash
);
create unique index case_file_draft on case_file (draft);
create unique index case_file_open_key on case_file (open_key);
create index case_file_person on case_file (person);
create index case_file_unit on case_file (unit, due);
create index case_file_name_bix on case_file (name_bix);
create index case_file_initials_bix on case_file (initials_bix);

-- Last four digits of a phone, blind, within a unit that has or had the case.
create table case_search (
  case_ref text collate "C" not null references case_file (ref),
  bix      bytea not null,
  primary key (bix, case_ref)
);

create table case_event (
  case_ref   text collate "C" not null references case_file (ref),
  seq        bigint not null,
  at         bigint not null,
  actor_kind text collate "C" not null,
  actor      text collate "C" not null,
  channel    text collate "C" not null,
  language   text collate "C" not null,
  mode       text collate "C" not null,
  person     text collate "C" not null,
  unit       text collate "C" not null,
  target     text collate "C" not null, -- unit it went to, when it went
  action     text collate "C" not null,
  from_state text collate "C" not null,
  to_state   text collate "C" not null,
  reasons    text collate "C" not null, -- codes with spaces between
  note       bytea  not null,
  event_key  text collate "C" not null,
  prev       bytea  not null,
  hash       bytea  not null,
  primary key (case_ref, seq)
);
create unique index case_event_event_key on case_event (case_ref, event_key) where event_key <> '';
create index case_event_at on case_event (at);

create table outbox (
  id        text collate "C" not null primary key,
  person    text collate "C" not null,
  recipient text collate "C" not null,
  road      text collate "C" not null,
  template  text collate "C" not null,
  data      bytea  not null,
  case_ref  text collate "C" not null,
  created   bigint not null,
  state     text collate "C" not null,
  attempts  bigint not null,
  next_try  bigint not null,
  held      bigint not null, -- not to be claimed again before
  worker    text collate "C" not null,
  done      bigint not null,
  code      text collate "C" not null
);
create index outbox_queued on outbox (created, id) where state = 'queued';
create index outbox_person on outbox (person);
create index outbox_dead on outbox (created) where state = 'dead';

create table audit_entry (
  chain      text collate "C" not null,
  seq        bigint not null,
  id         text collate "C" not null,
  actor_kind text collate "C" not null,
  actor      text collate "C" not null,
  channel    text collate "C" not null,
  unit       text collate "C" not null,
  action     text collate "C" not null,
  object     text collate "C" not null,
  target     text collate "C" not null,
  person     text collate "C" not null,
  purpose    text collate "C" not null,
  at         bigint not null,
  prev       bytea  not null,
  hash       bytea  not null,
  primary key (chain, seq)
);
create index audit_entry_at on audit_entry (at);

create table audit_root (
  day       text collate "C" not null primary key,
  at        bigint not null,
  previous  bytea  not null,
  heads     bytea  not null,
  sum       bytea  not null,
  signature bytea  not null
);

create table benefit (
  id         text collate "C" not null primary key,
  person     text collate "C" not null references person (id),
  case_ref   text collate "C" not null references case_file (ref),
  service    text collate "C" not null,
  place      text collate "C" not null,
  fen        bigint not null,
  from_month text collate "C" not null,
  state      text collate "C" not null,
  granted    bigint not null
);
create index benefit_person on benefit (person);

create table upload (
  person text collate "C" not null references person (id),
  id     text collate "C" not null, -- HMAC of the person's key and the content
  paper  text collate "C" not null,
  name   bytea  not null,
  media  text collate "C" not null,
  size   bigint not null,
  added  bigint not null,
  actor_kind text collate "C" not null,
  actor      text collate "C" not null,
  channel    text collate "C" not null,
  language   text collate "C" not null,
  mode       text collate "C" not null,
  primary key (person, id, paper)
);

create table staff (
  id        text collate "C" not null primary key,
  number    text collate "C" not null,
  name      bytea  not null,
  unit      text collate "C" not null,
  places    text collate "C" not null, -- codes with spaces between
  roles     text collate "C" not null,
  ends      text collate "C" not null,
  secret    bytea  not null,
  last_step bigint not null  -- of the code used last
);
create unique index staff_number on staff (number);
create index staff_unit on staff (unit, number);

create table setting (
  id        text collate "C" not null primary key,
  name      text collate "C" not null,
  value     text collate "C" not null,
  effective text collate "C" not null,
  reason    text collate "C" not null,
  actor     text collate "C" not null,
  at        bigint not null
);
