package org.limn.attribution.settings;

import java.util.Map;

/**
 * Records of a kind with settings of their own, known by name: {@code rise} is a perturbation whose parts are RISE's. A text may go on
 * to change components, and those of components: {@code rise:samples=500}. Implementations are named by a line in
 * {@code META-INF/services}.
 */
public interface Presets<T> {
    Class<T> kind();

    /** The records by the names that users call them by. */
    Map<String, T> presets();

    /** Whether a record with other settings still goes by a preset's name; the first such preset, by name, gives it. */
    default boolean resembles(T preset, T changed) {
        return preset.equals(changed);
    }
}
