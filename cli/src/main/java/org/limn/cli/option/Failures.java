package org.limn.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.limn.attribution.settings.SettingsException;
import org.limn.autodiff.device.DeviceException;
import org.limn.evaluation.pic.EntropyException;
import org.limn.loader.onnx.OnnxException;
import org.limn.loader.text.PlainText;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How errors end: one line on stderr and an exit code. A trace is printed with {@code --debug} only. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int LONGEST = 4000;

    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int CHECK_FAILED = 3;
    public static final int UNSUPPORTED = 4;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        return usage(e.getCommandLine(), e instanceof UnmatchedArgumentException u ? unmatched(u) : message(e));
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return handle(
                e,
                command,
                List.of(parsed.originalArgs().toArray(String[]::new)).contains("--debug"));
    }

    public static int handle(Throwable e, CommandLine command, boolean debug) {
        if (debug) {
            e.printStackTrace(command.getErr());
        }
        if (e instanceof ParameterException p) {
            return usage(p.getCommandLine(), message(p));
        } else if (e instanceof UsageException || e instanceof SettingsException) {
            return usage(command, message(e));
        } else if (e instanceof OnnxException onnx && onnx.kind() == OnnxException.Kind.UNSUPPORTED) {
            return print(command.getErr(), message(e), UNSUPPORTED);
        }
        return print(command.getErr(), expected(e).orElseGet(() -> unexpected(e)), FAILED);
    }

    /** What the user is told of failures that happen to good programs. */
    private static Optional<String> expected(Throwable e) {
        if (e instanceof FailureException
                || e instanceof EntropyException
                || e instanceof DeviceException
                || e instanceof OnnxException) {
            return Optional.of(message(e));
        } else if (e instanceof NoSuchFileException missing) {
            return Optional.of(missing.getFile() + ": there is no such file");
        } else if (e instanceof AccessDeniedException denied) {
            return Optional.of(denied.getFile() + ": access denied");
        } else if (e instanceof FileSystemException) {
            return Optional.of(message(e).replaceFirst("^(.*): \\1$", "$1"));
        }
        if (e instanceof OutOfMemoryError) {
            return Optional.of("the heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB is too small for this; give more with --memory SIZE, as in --memory 4g");
        }
        return e instanceof IOException ? Optional.of(message(e)) : Optional.empty();
    }

    private static String unexpected(Throwable e) {
        return "a defect of Limn, sorry: " + e.getClass().getSimpleName() + ": " + message(e)
                + " (--debug shows where; please report it)";
    }

    private static String unmatched(UnmatchedArgumentException e) {
        CommandLine command = e.getCommandLine();
        String first = e.getUnmatched().isEmpty()
                ? quoted(message(e))
                : e.getUnmatched().get(0);
        String name = command.getCommandSpec().qualifiedName();
        if (first.startsWith("-")) {
            return name + " has no option " + first + "; it has "
                    + command.getCommandSpec().options().stream()
                            .map(o -> o.longestName())
                            .collect(Collectors.joining(", "));
        }
        return command.getSubcommands().isEmpty()
                ? name + " does not know what to do with '" + first + "'"
                : name + " has no command '" + first + "'; there are "
                        + command.getSubcommands().keySet();
    }

    /** An option that stands where another option's value was expected is named in the message only. */
    private static String quoted(String message) {
        return message.replaceFirst("^[^']*'([^']*)'.*$", "$1");
    }

    private static int usage(CommandLine command, String message) {
        String name = command.getCommandSpec().qualifiedName();
        return print(command.getErr(), message + " (see " + name + " --help)", USAGE);
    }

    private static int print(PrintWriter err, String message, int code) {
        err.println("limn: " + PlainText.of(message, LONGEST));
        err.flush();
        return code;
    }

    /** The message on one line, whatever file names in it may hold. */
    private static String message(Throwable e) {
        String text = Stream.iterate(e, t -> t != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(m -> m != null && !m.isBlank())
                .findFirst()
                .orElse(e.getClass().getSimpleName());
        return PlainText.of(text.strip().replaceAll("[ \\t]*+\\R[ \\t]*+", " "), LONGEST);
    }
}
