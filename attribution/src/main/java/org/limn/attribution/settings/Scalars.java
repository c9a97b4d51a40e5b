package org.limn.attribution.settings;

/** Settings that are a single number or word. */
final class Scalars {
    private Scalars() {}

    static boolean is(Class<?> type) {
        return type.isPrimitive()
                || type == String.class
                || type == Integer.class
                || type == Long.class
                || type == Double.class;
    }

    /** What a value of this type looks like, for messages. */
    static String describe(Class<?> type) {
        if (type == boolean.class) {
            return "true or false";
        } else if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        return type == String.class ? "a word" : "a number";
    }

    static Object read(Class<?> type, String text, String what) {
        try {
            if (type == String.class) {
                return text;
            } else if (type == int.class || type == Integer.class) {
                return Integer.parseInt(text);
            } else if (type == long.class || type == Long.class) {
                return Long.parseLong(text);
            } else if (type == double.class || type == Double.class) {
                return Double.parseDouble(text);
            } else if (type == float.class) {
                return Float.parseFloat(text);
            } else if (type == boolean.class && (text.equals("true") || text.equals("false"))) {
                return text.equals("true");
            }
        } catch (NumberFormatException e) {
            // told below, for all types alike
        }
        throw new SettingsException(what + " must be " + describe(type) + ", got '" + text + "'");
    }

    /** The shortest text that is read back as the same value: {@code 25} for 25.0. */
    static String print(Object value) {
        String text = String.valueOf(value);
        return value instanceof Number && text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
