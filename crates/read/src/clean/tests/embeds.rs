//! Posts, frames and pictures.

use super::{base, check};
use crate::clean;

#[test]
fn a_post_becomes_a_card() {
    check(
        "<blockquote class='twitter-tweet' data-lang=en><p lang=en dir=ltr>The bridge is <a href='https://t.example/b'>closed</a>.<br>Again.</p>&mdash; Mara Quill (@mara) <a href='https://twitter.com/mara/status/12?ref_src=twsrc'>March 3, 2026</a></blockquote><script async src=https://platform.twitter.com/widgets.js></script>",
        "<figure class=\"embed\" data-kind=\"x\"><blockquote><p>The bridge is closed.<br>Again.</p></blockquote><figcaption><a href=\"https://twitter.com/mara/status/12\" rel=\"nofollow noopener\">Mara Quill (@mara) March 3, 2026</a> · X</figcaption></figure>",
    );
    check(
        "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/Ab/?utm_source=ig_embed'><div><a href='https://www.instagram.com/p/Ab/?utm_source=ig_embed'><div><svg><g></g></svg></div><div>View this post on Instagram</div></a><p><a href='https://www.instagram.com/p/Ab/'>A post shared by Mara (@mara)</a></p></div></blockquote>b",
        "<figure class=\"embed\" data-kind=\"instagram\"><figcaption><a href=\"https://www.instagram.com/p/Ab\" rel=\"nofollow noopener\">A post shared by Mara (@mara)</a> · Instagram</figcaption></figure><p>b</p>",
    );
    check(
        "<blockquote class=tiktok-embed cite='https://www.tiktok.com/@mara/video/1' data-video-id=1><section><a target=_blank title=@mara href='https://www.tiktok.com/@mara?refer=embed'>@mara</a> <p>High water <a href='https://www.tiktok.com/tag/w'>#w</a></p><a href='https://www.tiktok.com/music/o'>♬ original sound</a></section></blockquote>",
        "<figure class=\"embed\" data-kind=\"tiktok\"><blockquote><p>High water #w</p></blockquote><figcaption><a href=\"https://www.tiktok.com/@mara/video/1\" rel=\"nofollow noopener\">@mara</a> · TikTok</figcaption></figure>",
    );
    check(
        "<blockquote class=mastodon-embed data-embed-url='https://toots.example/@mara/1/embed'><a href='https://toots.example/@mara/1'><div>Post by @mara@toots.example</div><div>View on Mastodon</div></a></blockquote>",
        "<figure class=\"embed\" data-kind=\"mastodon\"><figcaption><a href=\"https://toots.example/@mara/1\" rel=\"nofollow noopener\">Post by @mara@toots.example</a> · Mastodon</figcaption></figure>",
    );
    check(
        "<blockquote class=bluesky-embed data-bluesky-uri=at://x><p lang=en>Low water</p>&mdash; Mara (<a href='https://bsky.app/profile/m?ref_src=embed'>@m</a>) <a href='https://bsky.app/profile/m/post/1?ref_src=embed'>March 3, 2026</a></blockquote>",
        "<figure class=\"embed\" data-kind=\"bluesky\"><blockquote><p>Low water</p></blockquote><figcaption><a href=\"https://bsky.app/profile/m/post/1\" rel=\"nofollow noopener\">Mara (@m) March 3, 2026</a> · Bluesky</figcaption></figure>",
    );
    check(
        "<div class=fb-post data-href='https://www.facebook.com/m/posts/1'><blockquote cite=x class=fb-xfbml-parse-ignore><p>Ebb</p>Posted by <a href='https://www.facebook.com/m'>Mara</a> on <a href='https://www.facebook.com/m/posts/1'>Monday</a></blockquote></div>c",
        "<figure class=\"embed\" data-kind=\"facebook\"><blockquote><p>Ebb</p></blockquote><figcaption><a href=\"https://www.facebook.com/m/posts/1\" rel=\"nofollow noopener\">Posted by Mara on Monday</a> · Facebook</figcaption></figure><p>c</p>",
    );
}

#[test]
fn a_post_without_its_class_is_one_by_its_link() {
    let card = "<figure class=\"embed\" data-kind=\"x\"><blockquote><p>Ebb</p></blockquote><figcaption>Mara (@m) <a href=\"https://x.com/m/status/1\" rel=\"nofollow noopener\">Monday</a> · X</figcaption></figure>";
    check(
        "<blockquote><p>Ebb</p>— Mara (@m) <a href=https://x.com/m/status/1?ref_src=a>Monday</a></blockquote>",
        card,
    );
    check(
        "<blockquote><p>Ebb</p>— Mara <a href=https://x.com/m>x</a></blockquote>",
        "<blockquote><p>Ebb</p><p>— Mara <a href=\"https://x.com/m\" rel=\"nofollow noopener\">x</a></p></blockquote>",
    );
    let endless = format!(
        "<blockquote class=twitter-tweet>{}",
        "<p>word word</p>".repeat(2000)
    );
    assert_eq!(
        clean(&endless, None).text().matches("word").count(),
        4000,
        "what nobody closed is lost"
    );
}

#[test]
fn a_frame_becomes_a_card() {
    let card = |kind: &str, link: &str, text: &str| {
        format!(
            "<figure class=\"embed\" data-kind=\"{kind}\"><p><a href=\"{link}\" rel=\"nofollow noopener\">{text}</p></figure>"
        )
    };
    check(
        "<p>a<iframe src='https://www.youtube-nocookie.com/embed/aB1?rel=0' title='The <b>bridge</b>' allowfullscreen></iframe>b</p>",
        &format!(
            "<p>a</p>{}<p>b</p>",
            card(
                "youtube",
                "https://www.youtube.com/watch?v=aB1",
                "The &lt;b&gt;bridge&lt;/b&gt;</a> · YouTube"
            )
        ),
    );
    check(
        "<iframe data-cmp-src='https://player.vimeo.com/video/7' title='vimeo video player'></iframe><noscript><iframe src='//player.vimeo.com/video/7'></iframe></noscript>",
        &card("vimeo", "https://vimeo.com/7", "Vimeo</a>"),
    );
    check(
        "<iframe src='https://charts.example/1/?a=b&amp;utm_source=x' aria-label=Rain />b",
        &format!(
            "{}<p>b</p>",
            card(
                "frame",
                "https://charts.example/1/?a=b",
                "Rain</a> · charts.example"
            )
        ),
    );
    check(
        "<figure class=wp-block-embed><div><iframe src=https://datawrapper.dwcdn.net/aB/1/ title=Rain></iframe></div><figcaption>By month</figcaption></figure>",
        &card(
            "datawrapper",
            "https://datawrapper.dwcdn.net/aB/1/",
            "Rain</a> · Datawrapper",
        )
        .replace("</figure>", "<figcaption>By month</figcaption></figure>"),
    );
    check(
        "<amp-youtube data-videoid=aB1></amp-youtube>",
        &card(
            "youtube",
            "https://www.youtube.com/watch?v=aB1",
            "YouTube</a>",
        ),
    );
    check(
        "<iframe class=mastodon-embed src='https://toots.example/@mara/7/embed'></iframe>",
        &card(
            "mastodon",
            "https://toots.example/@mara/7",
            "toots.example</a>",
        ),
    );
    for nothing in [
        "<iframe src='javascript:alert(1)'></iframe>",
        "<iframe src='data:text/html,x' srcdoc='<p>x'></iframe>",
        "<iframe src='https://www.googletagmanager.com/ns.html?id=1'></iframe>",
        "<iframe src='https://a.example/' width=1 height=1></iframe>",
        "<iframe src='https://a.example/' style='DISPLAY : none'></iframe>",
        "<iframe src='https://ads.a.example/@300x250'></iframe>",
        "<iframe src='#a'></iframe>",
        "<iframe></iframe>",
    ] {
        check(nothing, "");
    }
}

#[test]
fn captions_and_credits_stay_with_their_picture() {
    let a = "<img src=\"media:https://town.example/a.jpg\" alt=\"A\">";
    let with = |caption: &str| format!("<figure>{a}<figcaption>{caption}</figcaption></figure>");
    for markup in [
        "<figure><img src=/a.jpg alt=A><div class='img-Caption'>C <i>c</i></div><span class=photo-credit>Quill</span></figure>",
        "<figure><img src=/a.jpg alt=A><figcaption>C <i>c</i><span class=credit><span>Quill</span></span></figcaption></figure>",
        "<div class=wp-caption><a href=/a.jpg><img src=/a.jpg alt=A></a><p class=wp-caption-text>C <i>c</i><p class=credit>Quill</div>",
        "<div><div><img src=/a.jpg alt=A></div><p class=caption>C <i>c</i><br><small class=copyright>Quill</small></p></div>",
        "<figure><figure><img src=/a.jpg alt=A></figure><figcaption>C <i>c</i></figcaption><figcaption>Quill</figcaption></figure>",
    ] {
        let found = clean(markup, Some(&base())).as_str().replace("<small>", "");
        assert_eq!(
            found.replace("</small>", ""),
            with("C <i>c</i><br>Quill"),
            "{markup}"
        );
    }
    check("<p>x</p><p class=caption>y</p>", "<p>x</p><p>y</p>");
    check(
        "<figure><img src=/a.jpg alt=A><span class=caption>C <span>d</span></span></figure>e",
        &format!("{}<p>e</p>", with("C d")),
    );
}

#[test]
fn late_pictures_are_real_and_none_comes_twice() {
    let a = "<figure><img src=\"media:https://town.example/a.jpg\" alt=\"\"></figure>";
    for markup in [
        "<img src='data:image/gif;base64,R0' data-lazy-src=/a.jpg><noscript><img src=/a.jpg></noscript>",
        "<noscript><picture><source srcset='/a.jpg 800w'><img src=/b.gif></picture>switch on</noscript>",
        "<img data-srcset='/s.jpg 300w, /a.jpg 900w' src='/{width}/x.jpg'>",
        "<img src=/a.jpg><div> <img src='/a.jpg?w=9'></div><img src=/a-300x200.jpg>",
        "<img data-src='/{width}/x.jpg' src=/a.jpg><img src=/x.jpg style='display:none'>",
    ] {
        check(markup, a);
    }
    check(
        "<img src=/a.jpg><figure><img src=/a.jpg?2><figcaption>c</figcaption></figure>",
        "<figure><img src=\"media:https://town.example/a.jpg?2\" alt=\"\"><figcaption>c</figcaption></figure>",
    );
}

#[test]
fn pictures_stand_in_figures_and_ask_nobody() {
    let a = "<img src=\"media:https://town.example/a.jpg\" alt=\"\">";
    check("<img src=/a.jpg>", &format!("<figure>{a}</figure>"));
    check(
        "<p>x <a href=/y><img src=/a.jpg></a> y<p>z",
        &format!("<p>x y</p><figure>{a}</figure><p>z</p>"),
    );
    check(
        "<ul><li>x<img src=/a.jpg><li>y</ul>",
        &format!("<ul><li>x<figure>{a}</figure></li><li>y</li></ul>"),
    );
    check(
        "<h2>x<img src=/a.jpg></h2><figure><p>y</p><img src=/a.jpg></figure>",
        &format!("<h2>x</h2><figure>{a}</figure><figure><p>y</p>{a}</figure>"),
    );
    check(
        "<img src=x.gif data-src='//a.example/1?b&amp;c' alt='A \"b\" <c>' width=640 height=480px>",
        "<figure><img src=\"media:https://a.example/1?b&amp;c\" alt=\"A &quot;b&quot; &lt;c&gt;\" width=\"640\" height=\"480\"></figure>",
    );
    check(
        "<picture><source type=image/avif srcset=/b.avif><source srcset='/s.webp 300w, /a.jpg 900w'><img src=/s.jpg></picture>",
        &format!("<figure>{a}</figure>"),
    );
}
