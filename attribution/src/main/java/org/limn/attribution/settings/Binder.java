package org.limn.attribution.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of what was read: records by their canonical constructors, what is not said taken from the no-argument one.
 *
 * @param unsaid what components of these names are where the text does not say, nested ones too
 */
record Binder(Map<String, String> unsaid) {
    /** The value of a type that a node says; {@code what} names the place in messages. */
    Object value(Type type, SettingNode node, String what) {
        if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
            List<SettingNode> items = node instanceof SettingNode.Items list ? list.items() : List.of(node);
            Type element = p.getActualTypeArguments()[0];
            return items.stream().map(i -> value(element, i, what)).toList();
        }
        Class<?> raw = (Class<?>) type;
        if (Scalars.is(raw)) {
            if (node instanceof SettingNode.Word word) {
                return Scalars.read(raw, word.text(), what);
            }
            throw new SettingsException(what + " must be " + Scalars.describe(raw) + ", got " + node.text());
        }
        return thing(raw, SettingNode.call(node));
    }

    Object thing(Class<?> kind, SettingNode.Call call) {
        Catalogue catalogue = Catalogue.of(kind);
        Object found = catalogue.find(call.name()).orElseThrow(() -> catalogue.unknown(call.name()));
        if (found instanceof Class<?> type) {
            return record(type, call.settings());
        } else if (found instanceof Catalogue.Preset preset) {
            return changed(preset, call.settings());
        } else if (call.settings().isEmpty()) {
            return found;
        }
        throw new SettingsException(call.name() + " has no settings");
    }

    /** A preset with these of its components, or of its components' components, changed. */
    private Object changed(Catalogue.Preset preset, Map<String, SettingNode> given) {
        RecordComponent[] components = components(preset.record().getClass());
        Map<String, SettingNode> direct = new LinkedHashMap<>();
        Map<String, String> inner = new LinkedHashMap<>(unsaid);
        given.forEach((key, node) -> {
            if (Arrays.stream(components).anyMatch(c -> Catalogue.same(c.getName(), key))) {
                direct.put(key, node);
                return;
            }
            String name = Arrays.stream(components)
                    .map(c -> get(c, preset.record()))
                    .filter(Record.class::isInstance)
                    .flatMap(r -> Arrays.stream(components(r.getClass())))
                    .filter(c -> Catalogue.same(c.getName(), key)
                            && (Scalars.is(c.getType()) || c.getType().isEnum()))
                    .map(RecordComponent::getName)
                    .findFirst()
                    .orElseThrow(() -> unknown(preset, components, key));
            inner.put(name, node.text());
        });
        Binder within = new Binder(inner);
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : components) {
            arguments.add(direct.entrySet().stream()
                    .filter(e -> Catalogue.same(component.getName(), e.getKey()))
                    .findFirst()
                    .map(e -> within.value(
                            component.getGenericType(),
                            e.getValue(),
                            place(preset.record().getClass(), component)))
                    .orElseGet(() -> within.unsaid(preset.record().getClass(), component, preset.record())));
        }
        return construct(preset.record().getClass(), arguments);
    }

    private static SettingsException unknown(Catalogue.Preset preset, RecordComponent[] components, String key) {
        return new SettingsException(preset.name() + " has no setting '" + key + "'; it has "
                + Arrays.stream(components)
                        .map(c -> Catalogue.kebab(c.getName()))
                        .toList() + ", and what these have");
    }

    private Object record(Class<?> type, Map<String, SettingNode> given) {
        RecordComponent[] components = components(type);
        for (String key : given.keySet()) {
            if (Arrays.stream(components).noneMatch(c -> Catalogue.same(c.getName(), key))) {
                throw new SettingsException(Catalogue.kebab(type.getSimpleName()) + " has no setting '" + key
                        + "'; it has "
                        + Arrays.stream(components)
                                .map(c -> Catalogue.kebab(c.getName()))
                                .toList());
            }
        }
        @Nullable Object defaults = defaults(type);
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : components) {
            arguments.add(given.entrySet().stream()
                    .filter(e -> Catalogue.same(component.getName(), e.getKey()))
                    .findFirst()
                    .map(e -> value(component.getGenericType(), e.getValue(), place(type, component)))
                    .orElseGet(() -> unsaid(type, component, defaults)));
        }
        return construct(type, arguments);
    }

    /** The default of a component, or what was given for its name or for one that it holds. */
    private Object unsaid(Class<?> type, RecordComponent component, @Nullable Object defaults) {
        String given = unsaid.get(component.getName());
        if (given != null) {
            return component.getType().isEnum()
                    ? thing(component.getType(), Reader.read(given))
                    : Scalars.read(component.getType(), given, place(type, component));
        } else if (defaults == null) {
            throw new SettingsException(place(type, component) + " must be given");
        }
        return withUnsaid(get(component, defaults));
    }

    private Object withUnsaid(Object value) {
        return !unsaid.isEmpty() && value instanceof Record r ? recordLike(r) : value;
    }

    private Object recordLike(Record value) {
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : components(value.getClass())) {
            arguments.add(unsaid(value.getClass(), component, value));
        }
        return construct(value.getClass(), arguments);
    }

    private static String place(Class<?> type, RecordComponent component) {
        return Catalogue.kebab(component.getName()) + " of " + Catalogue.kebab(type.getSimpleName());
    }

    /** The components of a record class. */
    static RecordComponent[] components(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalStateException(type + " is not a record; what has settings must be one");
        }
        return components;
    }

    private static @Nullable Object defaults(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .filter(c -> c.getParameterCount() == 0)
                .findFirst()
                .map(c -> invoke(c, List.of()))
                .orElse(null);
    }

    private static Object construct(Class<?> type, List<Object> arguments) {
        Class<?>[] types =
                Arrays.stream(components(type)).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return invoke(type.getDeclaredConstructor(types), arguments);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor: " + type, e);
        }
    }

    private static Object invoke(Constructor<?> constructor, List<Object> arguments) {
        try {
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw new SettingsException(
                        Optional.ofNullable(wrong.getMessage()).orElse(wrong.toString()));
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of settings are public: " + constructor, e);
        }
    }

    static Object get(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of settings are public: " + component, e);
        }
    }
}
