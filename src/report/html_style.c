/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html.h"
#include "base/light.h"
#include "report/chart.h"

/*
 * For a telephone first; from 52em on tables are tables. Fonts are those of
 * the machine: the file refers to nothing outside of itself.
 */
static const char screen[] =
	"*{box-sizing:border-box}\n"
	"html{-webkit-text-size-adjust:100%}\n"
	"body{margin:0;background:#eef1f4;color:#1c2733;"
	"font:1rem/1.5 system-ui,\"Segoe UI\",Roboto,\"Noto Sans\","
	"\"DejaVu Sans\",sans-serif}\n"
	"a{color:#0b4f8a}\n"
	"header{background:#12355b;color:#fff;padding:1.5rem 1rem 1.75rem;"
	"border-bottom:.35rem solid #e69f00}\n"
	"header>*,main>*,footer>*{max-width:68rem;margin-left:auto;"
	"margin-right:auto}\n"
	"header p{margin-top:.2rem;margin-bottom:0}\n"
	"header .org{font-weight:600;letter-spacing:.02em}\n"
	"header .year{font-style:italic;font-size:.9rem;opacity:.9}\n"
	"header img{display:block;max-height:4.5rem;margin-bottom:.75rem}\n"
	"h1{font-size:clamp(1.5rem,5vw,2.25rem);line-height:1.15;"
	"margin-top:.75rem;margin-bottom:.5rem;letter-spacing:.01em}\n"
	".test{background:#7a1f5c;color:#fff;text-align:center;"
	"font-weight:700;letter-spacing:.08em;padding:.35rem 1rem;"
	"position:sticky;top:0;z-index:2}\n"
	"main{padding:1rem}\n"
	"nav,section{background:#fff;border-radius:.5rem;padding:1rem;"
	"margin-bottom:1rem;box-shadow:0 1px 2px rgba(18,53,91,.14)}\n"
	"nav h2{font-size:1rem;margin:0 0 .25rem;border:0;padding:0}\n"
	"nav ul{list-style:none;margin:0;padding:0;columns:18rem;"
	"font-size:.95rem}\n"
	"nav a{display:block;padding:.3rem 0;text-decoration:none}\n"
	"nav a:hover,nav a:focus{text-decoration:underline}\n"
	"h2{font-size:1.15rem;line-height:1.3;margin:0 0 .75rem;"
	"padding-bottom:.4rem;border-bottom:2px solid #12355b;color:#12355b}\n"
	"h3{font-size:1rem;margin:1.25rem 0 .5rem}\n"
	"section p{margin:.5rem 0;max-width:48rem}\n"
	".annex{background:#fbfbf8}\n"
	".facts{display:grid;grid-template-columns:repeat(auto-fit,"
	"minmax(9.5rem,1fr));grid-auto-flow:dense;gap:.5rem;margin:.75rem 0}\n"
	".facts div{background:#f4f6f8;border-left:.25rem solid #c3ccd6;"
	"border-radius:.25rem;padding:.5rem .65rem}\n"
	".facts .wide{grid-column:1/-1}\n"
	".facts dt{font-size:.8rem;color:#4a5866}\n"
	".facts dd{margin:0;font-weight:650;font-size:1.1rem;"
	"font-variant-numeric:tabular-nums}\n"
	".facts div:first-child{grid-row:span 2;border-color:#12355b}\n"
	".facts div:first-child dd{font-size:1.75rem;line-height:1.3}\n"
	".facts div:first-child.wide dd{font-size:1.1rem}\n"
	".facts .wide dd{font-weight:500;font-size:1rem}\n"
	".light{display:inline-block;white-space:nowrap;padding:.05em .5em;"
	"border-radius:1em;font-weight:650;font-size:.95em}\n"
	"table{width:100%;border-collapse:collapse;font-size:.92rem;"
	"font-variant-numeric:tabular-nums}\n"
	"caption,figcaption{text-align:left;font-weight:650;"
	"padding:.25rem 0 .5rem;color:#12355b}\n"
	"figure{margin:1rem 0}\n"
	".num{text-align:right}\n"
	"tbody th{text-align:left;font-weight:650}\n"
	".empty{color:#4a5866;font-style:italic}\n"
	".key{font-size:.85rem;color:#4a5866;margin:.5rem 0 0;display:flex;"
	"flex-wrap:wrap;gap:.2rem 1rem}\n"
	".key i{display:inline-block;width:1rem;height:.7rem;"
	"margin-right:.35rem;border-radius:2px}\n"
	".key .m{width:3px;height:1rem;vertical-align:-.2rem}\n"
	".bars,.span,.trend{list-style:none;margin:0;padding:0}\n"
	".bars li{display:grid;grid-template-columns:1fr auto;gap:.1rem .6rem;"
	"padding:.35rem 0}\n"
	".bars svg,.span svg{grid-column:1/-1;width:100%;height:1.1rem;"
	"display:block;background:#e8edf2;border-radius:3px}\n"
	".bars b,.trend b{font-variant-numeric:tabular-nums}\n"
	".span li{display:grid;grid-template-columns:1fr auto;gap:.1rem .6rem;"
	"padding:.3rem 0;font-size:.92rem}\n"
	".span svg{height:.8rem}\n"
	".span b{font-weight:500;text-align:right}\n"
	".years{display:block;width:100%;height:1.4rem;overflow:visible}\n"
	".trend{display:flex;text-align:center;overflow-x:auto}\n"
	".trend li{flex:1 0 4.2rem;font-size:.9rem}\n"
	".trend svg{width:100%;height:9rem;display:block;margin:.25rem 0;"
	"border-bottom:2px solid #12355b}\n"
	".trend b{display:block}\n"
	".card{border:1px solid #d5dce3;border-radius:.4rem;"
	"padding:.75rem;margin:.75rem 0;break-inside:avoid}\n"
	".card h3{margin:0 0 .5rem;color:#12355b}\n"
	".card dl{margin:0}\n"
	".card dt{font-size:.8rem;color:#4a5866;margin-top:.4rem}\n"
	".card dd{margin:0}\n"
	".sign{display:grid;grid-template-columns:repeat(auto-fit,"
	"minmax(14rem,1fr));gap:3.5rem 2rem;padding:3.5rem 1rem 1rem;"
	"text-align:center}\n"
	".sign div{border-top:1px solid #1c2733;padding-top:.35rem}\n"
	".sign b{display:block}\n"
	"footer{padding:0 1rem 2rem;font-size:.88rem;color:#4a5866}\n";

/* A table on a telephone: each row a card, its cells with their names. */
static const char narrow[] =
	"@media screen and (max-width:51.99em){\n"
	"table,tbody,tr,td,caption,tbody th{display:block}\n"
	"thead{position:absolute;width:1px;height:1px;overflow:hidden;"
	"clip-path:inset(50%)}\n"
	"tbody tr{border:1px solid #d5dce3;border-radius:.4rem;"
	"padding:.4rem .65rem;margin:0 0 .6rem}\n"
	"tbody tr.g{border:0;padding:.5rem 0 .25rem;margin:0;color:#12355b}\n"
	"tbody tr.t{background:#f4f6f8;border-color:#12355b}\n"
	".bars li>span:first-child{grid-column:1/-1}\n"
	"td,td.num{display:flex;justify-content:space-between;gap:1rem;"
	"text-align:right;padding:.12rem 0}\n"
	"td:empty{display:none}\n"
	"td::before{content:attr(data-t);color:#4a5866;text-align:left;"
	"flex:0 0 auto;max-width:50%}\n"
	"td.long{display:block;text-align:left}\n"
	"td.long::before{display:block;font-size:.8rem;max-width:none}\n"
	"}\n";

static const char wide[] =
	"@media print,screen and (min-width:52em){\n"
	".scroll{overflow-x:auto}\n"
	"th,td{padding:.4rem .55rem;vertical-align:top;text-align:left}\n"
	"th.num,td.num{text-align:right}\n"
	"td.num{white-space:nowrap}\n"
	"thead th{background:#12355b;color:#fff;vertical-align:bottom;"
	"font-weight:600;line-height:1.25}\n"
	"thead th:first-child{border-radius:.3rem 0 0 0}\n"
	"thead th:last-child{border-radius:0 .3rem 0 0}\n"
	"tbody tr{border-bottom:1px solid #dfe5eb}\n"
	"tbody tr:nth-child(even){background:#f7f9fb}\n"
	"tbody tr.g{background:#e3eaf2}\n"
	"tbody tr.t{background:#e8edf2;font-weight:650;"
	"border-top:2px solid #12355b}\n"
	".bars li{grid-template-columns:minmax(10rem,19rem) 1fr "
	"minmax(5.75rem,auto) 7rem;align-items:center}\n"
	".bars .light{justify-self:start}\n"
	".bars svg{grid-column:2;grid-row:1}\n"
	".bars b{text-align:right}\n"
	".span li{grid-template-columns:22rem 1fr 8rem;"
	"align-items:center}\n"
	".span svg{grid-column:2;grid-row:1}\n"
	".span b{text-align:left}\n"
	".years{margin-left:22.6rem;width:calc(100% - 31.2rem)}\n"
	".trend li{flex:0 1 9rem}\n"
	".card dl{display:grid;grid-template-columns:minmax(8rem,12rem) 1fr;"
	"gap:.3rem 1rem}\n"
	".card dt{font-size:.9rem;margin:0}\n"
	"main{padding:1.5rem 1rem}\n"
	"nav,section{padding:1.25rem 1.5rem}\n"
	"}\n";

static const char paper[] =
	"@page{size:A4;margin:18mm 15mm}\n"
	"@page lying{size:A4 landscape}\n"
	"@media print{\n"
	"body{background:#fff;font-size:9.5pt}\n"
	"header{background:none;color:#12355b;padding:0 0 4mm}\n"
	"nav{display:none}\n"
	"main{padding:0}\n"
	"nav,section{box-shadow:none;padding:0;margin:0 0 6mm}\n"
	"body.t{padding-right:7mm}\n"
	".test{position:fixed;top:0;bottom:0;right:0;padding:0;"
	"writing-mode:vertical-rl;background:none;color:#7a1f5c}\n"
	"h2,h3,caption,figcaption{break-after:avoid}\n"
	"thead{display:table-header-group}\n"
	"tr,li,.facts div{break-inside:avoid}\n"
	".scroll{overflow:visible}\n"
	".annex{break-before:page}\n"
	".signs{break-before:avoid;break-inside:avoid}\n"
	"section.wide{page:lying}\n"
	"*{-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
	"}\n";

void
html_style(struct buf *out)
{
	static const char *const bands[] = { "green", "amber", "red", NULL };
	const struct chart_look *look;

	buf_puts(out, screen);
	for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
		const struct light *l = light_of(bands[i]);

		buf_printf(out,
			".l%zu{color:#%06x;background:#%06x}\n"
			".f%zu{fill:#%06x;background:#%06x}\n",
			i, l->ink, l->tint, i, l->rgb, l->rgb);
	}
	buf_puts(out, ".m{fill:#12355b;background:#12355b}\n");
	for (size_t i = 0; (look = chart_look_at(i)) != NULL; i++)
		buf_printf(out, ".%s{fill:#%06x;background:#%06x}\n",
			look->state, look->rgb, look->rgb);
	buf_puts(out, narrow);
	buf_puts(out, wide);
	buf_puts(out, paper);
}
