package browser

// OnNewDocument runs a script in every document that this page opens from now on,
// before the document's own, such as a device with other abilities than the
// machine has. The function it returns takes the script away again.
func (p *Page) OnNewDocument(js string) (undo func()) {
	p.t.Helper()
	var made struct{ Identifier string }
	p.send("Page.addScriptToEvaluateOnNewDocument", object{"source": js}, &made)
	return func() {
		p.t.Helper()
		p.send("Page.removeScriptToEvaluateOnNewDocument", object{"identifier": made.Identifier}, nil)
	}
}
