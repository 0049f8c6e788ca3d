package component

// Texts of the ugly examples: without a place to break, and in three scripts.
const (
	longWord  = "Bayanchandmanbayarlagvadorjsürensarantuyaogtbishgüi"
	longHint  = "Bayanchandmanbayarlagvadorjsüren"
	mixedText = "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ Монгол хэл 蒙古语 Mongolian 1042、ABC-15250119580306002X，（见背面）"
)

// many is the number of rows that no component may break at.
const many = 100
