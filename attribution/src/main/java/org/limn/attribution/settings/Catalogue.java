package org.limn.attribution.settings;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The things of one kind, by name: for an enum its constants; for an interface the constants of its own type that it declares
 * and the records that {@code META-INF/services} lists for it and, if it is sealed, that it permits. Records with a component
 * that cannot be written as text are left out. A name is the class's or constant's, in kebab case; case and hyphens do not matter
 * when one is looked up.
 */
public final class Catalogue {
    private final Class<?> kind;
    private final Map<String, Object> things;

    private Catalogue(Class<?> kind, Map<String, Object> things) {
        this.kind = kind;
        this.things = things;
    }

    /** All things of a kind. */
    public static Catalogue of(Class<?> kind) {
        Map<String, Object> things = new LinkedHashMap<>();
        things.putAll(constants(kind));
        if (!kind.isEnum()) {
            classes(kind).stream().filter(Catalogue::isText).forEach(c -> things.put(recordName(c), c));
        }
        presets(kind).forEach((name, record) -> things.put(name, new Preset(name, record)));
        return new Catalogue(kind, things);
    }

    /** A record whose settings are the defaults of a name. */
    record Preset(String name, Record record) {}

    private static Map<String, Record> presets(Class<?> kind) {
        Map<String, Record> presets = new LinkedHashMap<>();
        sets(kind).forEach(p -> p.presets().forEach((name, record) -> presets.put(name, (Record) record)));
        return presets;
    }

    @SuppressWarnings("unchecked")
    private static Stream<Presets<Object>> sets(Class<?> kind) {
        return ServiceLoader.load(Presets.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.kind() == kind)
                .map(p -> (Presets<Object>) p);
    }

    /** A record's class in kebab case, less its kind's name at its end: {@code random} of {@code RandomSampler}. */
    private static String recordName(Class<?> type) {
        String name = type.getSimpleName();
        return Arrays.stream(type.getInterfaces())
                .filter(i -> type.getResource("/META-INF/services/" + i.getName()) != null)
                .map(Class::getSimpleName)
                .filter(i -> name.endsWith(i) && !name.equals(i))
                .findFirst()
                .map(i -> kebab(name.substring(0, name.length() - i.length())))
                .orElse(kebab(name));
    }

    /** The values of a type that it declares as constants. */
    private static Map<String, Object> constants(Class<?> kind) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Field field : kind.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            if (Modifier.isStatic(modifiers) && Modifier.isPublic(modifiers) && field.getType() == kind) {
                constants.put(field.getName().toLowerCase(Locale.ROOT).replace('_', '-'), value(field));
            }
        }
        return constants;
    }

    private static Object value(Field constant) {
        try {
            return constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("public constants of public types can be read: " + constant, e);
        }
    }

    /** Whether all components of a record can be written as text. */
    private static boolean isText(Class<?> record) {
        return Arrays.stream(Binder.components(record))
                .map(RecordComponent::getGenericType)
                .allMatch(Catalogue::isText);
    }

    private static boolean isText(Type type) {
        if (type instanceof ParameterizedType p) {
            return p.getRawType() == List.class && isText(p.getActualTypeArguments()[0]);
        }
        Class<?> raw = (Class<?>) type;
        return Scalars.is(raw) || raw.isEnum() || raw.isInterface() || raw.isRecord();
    }

    private static List<Class<?>> classes(Class<?> kind) {
        if (kind.isRecord()) {
            return List.of(kind);
        }
        List<Class<?>> all = new ArrayList<>();
        ServiceLoader.load(kind).stream().map(ServiceLoader.Provider::type).forEach(all::add);
        if (kind.isSealed()) {
            Arrays.stream(kind.getPermittedSubclasses()).forEach(c -> all.addAll(classes(c)));
        }
        return all;
    }

    public List<String> names() {
        return things.keySet().stream().sorted().toList();
    }

    /** The record class, the constant, or the {@link Preset} with this name. */
    Optional<Object> find(String name) {
        return things.entrySet().stream()
                .filter(e -> same(e.getKey(), name))
                .<Object>map(Map.Entry::getValue)
                .findFirst();
    }

    SettingsException unknown(String name) {
        return new SettingsException("no " + kind() + " is called '" + name + "'; there are " + names());
    }

    /** What users call this kind: {@code method} for explainers. */
    String kind() {
        return kind.getSimpleName().equals("Explainer") ? "method" : words(kind.getSimpleName());
    }

    /** What users call a value of a kind: {@code integrated-gradients}, {@code gauss-legendre}. */
    static String name(Object thing) {
        return constantName(thing)
                .orElseGet(() -> thing instanceof Enum<?> constant
                        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        : presetName(thing).orElse(recordName(thing.getClass())));
    }

    /** The preset that a record equals, or else resembles. */
    private static Optional<String> presetName(Object thing) {
        List<Presets<Object>> sets = Arrays.stream(thing.getClass().getInterfaces())
                .flatMap(Catalogue::sets)
                .toList();
        return Stream.<BiPredicate<Presets<Object>, Object>>of(
                        (set, preset) -> preset.equals(thing),
                        (set, preset) -> preset.getClass() == thing.getClass() && set.resembles(preset, thing))
                .flatMap(same -> sets.stream().flatMap(set -> set.presets().entrySet().stream()
                        .filter(e -> same.test(set, e.getValue()))
                        .map(Map.Entry::getKey)
                        .sorted()))
                .findFirst();
    }

    /** The name of the constant that a record equals, if its interface declares one. */
    static Optional<String> constantName(Object thing) {
        return Arrays.stream(thing.getClass().getInterfaces())
                .filter(i -> i.getName().startsWith("org.limn."))
                .flatMap(i -> constants(i).entrySet().stream())
                .filter(e -> e.getValue().equals(thing))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    static boolean same(String a, String b) {
        return plain(a).equals(plain(b));
    }

    private static String plain(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private static String words(String camel) {
        return kebab(camel).replace('-', ' ');
    }
}
