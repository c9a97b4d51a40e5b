package org.limn.attribution.settings;

/** A text that names no known thing or setting, or gives a setting a value that it cannot have; the message lists what can be. */
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public SettingsException(String message) {
        super(message);
    }
}
