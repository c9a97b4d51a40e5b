package org.limn.loader.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void whatSteersATerminalOrTurnsTextRoundIsShownAsItsEscape() {
        assertThat(PlainText.of("\u001b]0;title\u0007 a\nlimn: forged \u009b \u2028\u202e\u2066 \ud800"))
                .isEqualTo("\\u001b]0;title\\u0007 a\\u000alimn: forged \\u009b \\u2028\\u202e\\u2066 \\ud800");
    }

    @Test
    void otherTextIsLeftAlone() {
        assertThat(PlainText.of("<b> Müller, 猫 🐈 \\u001b")).isEqualTo("<b> Müller, 猫 🐈 \\u001b");
    }

    @Test
    void longTextIsCutAndLinesMayBeKept() {
        assertThat(PlainText.of("x".repeat(1_000_000), 10)).isEqualTo("x".repeat(10) + "…");
        assertThat(PlainText.lines("a\u0001\nb")).isEqualTo("a\\u0001\nb");
    }
}
