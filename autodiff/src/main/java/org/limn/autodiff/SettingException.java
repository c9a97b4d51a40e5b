package org.limn.autodiff;

/** Something that a caller asks for does not exist, or does not fit the file or its labels; says what would. */
public class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public SettingException(String message) {
        super(message);
    }
}
