package org.limn.autodiff.program;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.limn.autodiff.op.Default;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;

/** The attributes of an op as text, {@code stride=2x2, pad=3x3}, and back: the record components that are not their default. */
final class Attributes {
    private Attributes() {}

    /** All attributes that differ from their default, in the order of the components; those of a window stand among them. */
    static Map<String, String> of(Record op) {
        Map<String, String> all = new LinkedHashMap<>();
        for (RecordComponent c : op.getClass().getRecordComponents()) {
            Object value = read(c, op);
            if (value instanceof Window window) {
                all.putAll(of(window));
            } else if (!value.toString().equals(defaultOf(c))) {
                all.put(c.getName(), value.toString().replace(" ", ""));
            }
        }
        return all;
    }

    /** The op of this class with these attributes. */
    static <T extends Record> T parse(Class<T> type, Map<String, String> attributes) {
        List<Object> values = new ArrayList<>();
        for (RecordComponent c : type.getRecordComponents()) {
            values.add(
                    c.getType() == Window.class
                            ? parse(Window.class, attributes)
                            : value(c, attributes.getOrDefault(c.getName(), defaultOf(c)), type));
        }
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records have a public canonical constructor", e);
        }
    }

    /** The op classes by their word. */
    static Map<String, Class<? extends Op>> words() {
        Map<String, Class<? extends Op>> words = new LinkedHashMap<>();
        leaves(Op.class).forEach(c -> words.put(word(c), c));
        return words;
    }

    private static String word(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static List<Class<? extends Op>> leaves(Class<? extends Op> type) {
        List<Class<? extends Op>> all = new ArrayList<>();
        for (Class<?> c : type.getPermittedSubclasses()) {
            Class<? extends Op> op = c.asSubclass(Op.class);
            all.addAll(op.isSealed() ? leaves(op) : List.of(op));
        }
        return all;
    }

    private static String defaultOf(RecordComponent c) {
        Default d = c.getAnnotation(Default.class);
        return d == null ? "" : d.value();
    }

    private static Object read(RecordComponent c, Record from) {
        try {
            return c.getAccessor().invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records have public accessors", e);
        }
    }

    private static Object value(RecordComponent c, String text, Class<?> owner) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(word(owner) + " needs the attribute " + c.getName());
        }
        try {
            return value(c.getType(), text);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    word(owner) + ": the attribute " + c.getName() + " cannot be '" + text + "'", e);
        }
    }

    private static Object value(Class<?> type, String text) {
        if (type == int.class) {
            return Integer.valueOf(text);
        } else if (type == double.class) {
            return Double.valueOf(text);
        } else if (type == boolean.class) {
            return Boolean.valueOf(text);
        } else if (type == Pair.class) {
            return Pair.parse(text);
        } else if (type == Pads.class) {
            return Pads.parse(text);
        }
        List<Integer> numbers = numbers(text);
        return type == Shape.class ? Shape.of(numbers) : numbers;
    }

    private static List<Integer> numbers(String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            throw new NumberFormatException("a list is in brackets");
        }
        return Arrays.stream(text.substring(1, text.length() - 1).split(","))
                .filter(s -> !s.isBlank())
                .map(s -> Integer.valueOf(s.strip()))
                .toList();
    }
}
