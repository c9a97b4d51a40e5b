package org.limn.loader.text;

/**
 * Text from elsewhere as text to be shown. What would steer a terminal, forge a line or turn the order of letters round is shown as
 * its escape, {@code \}{@code u001b}: control characters (C0, DEL, C1), separators of lines and paragraphs, marks of direction
 * (U+200E, U+200F, U+061C, U+202A–202E, U+2066–2069), invisible format characters, and halves of surrogate pairs.
 */
public final class PlainText {
    private PlainText() {}

    /** The whole text, on one line. */
    public static String of(String text) {
        return of(text, Integer.MAX_VALUE);
    }

    /** Its beginning, on one line of at most so many characters and an ellipsis. */
    public static String of(String text, int most) {
        StringBuilder line = new StringBuilder();
        int i = 0;
        while (i < text.length() && line.length() < most) {
            int c = text.codePointAt(i);
            int type = Character.getType(c);
            boolean odd = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE;
            for (char half : Character.toChars(c)) {
                line.append(odd ? String.format("\\u%04x", (int) half) : String.valueOf(half));
            }
            i += Character.charCount(c);
        }
        return i < text.length() ? line.append('…').toString() : line.toString();
    }

    /** The text with its own line ends, but for which it is as {@link #of(String)}. */
    public static String lines(String text) {
        return String.join("\n", text.lines().map(PlainText::of).toList());
    }
}
