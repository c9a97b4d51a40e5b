package org.limn.autodiff.program;

import java.util.regex.Pattern;

/** Names in listings: plain where they are made of harmless characters, else in quotes with escapes. */
final class Names {
    /** What stands unquoted as a name. */
    static final String PLAIN = "[\\p{Alnum}_./:\\-]+";

    /** What stands unquoted as an origin: a name, or what differentiation writes. */
    static final String ORIGIN = "(?:vjp of|sum into) %\\d+(?: [a-z0-9_]+)?|" + PLAIN;

    static final String QUOTED = "\"((?:[^\"\\\\]++|\\\\.)*+)\""; // possessive: no stack per character

    private static final Pattern PLAIN_NAME = Pattern.compile(PLAIN);
    private static final Pattern PLAIN_ORIGIN = Pattern.compile(ORIGIN);

    private Names() {}

    static String quote(String name) {
        return PLAIN_NAME.matcher(name).matches() ? name : '"' + escape(name) + '"';
    }

    static String quoteOrigin(String origin) {
        return PLAIN_ORIGIN.matcher(origin).matches() ? origin : '"' + escape(origin) + '"';
    }

    private static String escape(String name) {
        StringBuilder text = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    static String unescape(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (quoted.charAt(++i) == 'u') {
                String hex = quoted.substring(i + 1, Math.min(i + 5, quoted.length()));
                if (!hex.matches("[0-9a-fA-F]{4}")) {
                    throw new IllegalArgumentException("expected four hexadecimal digits after \\u, got '" + hex + "'");
                }
                text.append((char) Integer.parseInt(hex, 16));
                i += 4;
            } else {
                text.append(quoted.charAt(i));
            }
        }
        return text.toString();
    }
}
