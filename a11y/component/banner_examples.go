package component

import "strings"

func bannerExamples() []Example {
	many := BannerParams{Heading: "重要通知"}
	for range 6 {
		many.Items = append(many.Items, BannerItem{Text: strings.Repeat("今晚十点到明早六点，网上暂时办不了事。", 4)})
	}
	many.Items = append(many.Items, BannerItem{Text: longWord}, BannerItem{Text: "<b>不会变成标记</b>"})
	return []Example{
		{Name: "banner", Component: Banner(exampleBanner())},
		{Name: "banner-language", Component: Banner(BannerParams{Heading: "ᠮᠡᠳᠡᠭᠳᠡᠯ", Items: []BannerItem{
			{Text: "今晚十点到明早六点，网上暂时办不了事。", Lang: "zh-Hans"},
			{Text: "Өнөө орой 22 цагаас маргааш өглөө 6 цаг хүртэл.", Lang: "mn-Cyrl"},
		}})},
		{Name: "banner-many", Component: Banner(many)},
		{Name: "banner-empty", Component: Banner(BannerParams{Heading: "重要通知"})},
	}
}

func exampleBanner() BannerParams {
	return BannerParams{Heading: "重要通知", Items: []BannerItem{{
		Text:  "11 月 23 日晚上十点到第二天早上六点，网上暂时办不了事。您填的都还在。",
		Phone: LinkParams{Text: "打电话 12385", URL: "tel:12385"},
	}}}
}
