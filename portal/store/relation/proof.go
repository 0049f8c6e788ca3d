package relation

import (
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/benefit"
	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/office"
	"changban/portal/session"
	"changban/portal/setting"
)

// The interfaces that Store and Officers serve.
var (
	_ account.Codes          = (*Store)(nil)
	_ account.People         = (*Store)(nil)
	_ account.Register       = (*Store)(nil)
	_ application.DraftStore = (*Store)(nil)
	_ application.CaseStore  = (*Store)(nil)
	_ application.QueueStore = (*Store)(nil)
	_ application.FileStore  = (*Store)(nil)
	_ application.TwinStore  = (*Store)(nil)
	_ audit.Store            = (*Store)(nil)
	_ benefit.Benefits       = (*Store)(nil)
	_ benefit.Cards          = Cards{}
	_ benefit.Pays           = (*Store)(nil)
	_ benefit.Watch          = (*Store)(nil)
	_ delivery.Store         = (*Store)(nil)
	_ hotline.DraftStore     = (*Store)(nil)
	_ hotline.ListStore      = (*Store)(nil)
	_ hotline.Store          = (*Store)(nil)
	_ office.StaffStore      = Officers{}
	_ session.Store          = (*Store)(nil)
	_ setting.Store          = (*Store)(nil)
)
