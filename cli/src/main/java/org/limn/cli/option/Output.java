package org.limn.cli.option;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.PrintWriter;
import org.limn.loader.text.PlainText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command can be told about how it speaks. */
public final class Output {
    private static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .registerTypeAdapter(double.class, number())
            .registerTypeAdapter(Double.class, number())
            .registerTypeAdapter(float.class, number())
            .registerTypeAdapter(Float.class, number())
            .create();

    /** JSON has no NaN and no infinities: they are null. */
    private static JsonSerializer<Number> number() {
        return (value, type, context) ->
                Double.isFinite(value.doubleValue()) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }

    /** A result as JSON; inside its texts all that could steer a terminal is escaped. */
    public static String json(Object result) {
        return PlainText.lines(JSON.toJson(result));
    }

    @Option(names = "--json", description = "Print the result as JSON.")
    public boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no messages but errors.")
    public boolean quiet;

    @Option(names = "--debug", description = "Print the stack trace of an unexpected error.")
    public boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    public boolean help;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Prints a line of the result, unless the result is JSON. */
    public void print(String line) {
        if (!json) {
            out().println(PlainText.of(line));
        }
    }

    /** Prints several lines of the result, unless the result is JSON. */
    public void printLines(String text) {
        if (!json) {
            out().println(PlainText.lines(text));
        }
    }

    /** Prints the result as JSON, if that was asked for. */
    public void printJson(Object result) {
        if (json) {
            out().println(json(result));
        }
    }

    /** Tells the user something that is not the result. */
    public void say(String message) {
        if (!quiet) {
            spec.commandLine().getErr().println(PlainText.of(message));
        }
    }

    /** Tells the user, quiet or not, of something that went wrong while the rest goes on. */
    public void error(String message) {
        spec.commandLine().getErr().println("limn: " + PlainText.of(message));
    }

    /** A line that says how far a job is; the caller closes it. */
    public Progress progress(String job, long steps) {
        return new Progress(job, steps, Progress.Style.of(false, quiet), System.err);
    }

    public PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
