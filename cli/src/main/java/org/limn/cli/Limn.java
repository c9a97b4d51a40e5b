package org.limn.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.limn.cli.command.BenchCommand;
import org.limn.cli.command.CompareCommand;
import org.limn.cli.command.DataCommand;
import org.limn.cli.command.EvaluateCommand;
import org.limn.cli.command.ExplainCommand;
import org.limn.cli.command.ListCommand;
import org.limn.cli.command.ModelCommand;
import org.limn.cli.command.SegmentCommand;
import org.limn.cli.command.ShowCommand;
import org.limn.cli.command.TrainCommand;
import org.limn.cli.option.Failures;
import org.limn.cli.option.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself: {@code limn COMMAND …}. */
@Command(
        name = "limn",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Explains image classifiers: which parts of a photo made the network say that.",
        subcommands = {
            ExplainCommand.class,
            CompareCommand.class,
            EvaluateCommand.class,
            SegmentCommand.class,
            ShowCommand.class,
            ListCommand.class,
            ModelCommand.class,
            DataCommand.class,
            TrainCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done",
            " 1:failure, such as a damaged file or a device that is not there",
            " 2:wrong usage",
            " 3:a check failed",
            " 4:the model is valid but not supported",
            "130:interrupted; what was finished is kept"
        })
public final class Limn implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is needed; there are " + spec.subcommands().keySet());
    }

    /** Runs a command and returns its exit code; nothing is thrown. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        Failures failures = new Failures();
        CommandLine limn = new CommandLine(new Limn())
                .setOut(out)
                .setErr(err)
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        try {
            return limn.execute(args);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return Failures.handle(e, limn, List.of(args).contains("--debug"));
        }
    }

    public static void main(String[] args) {
        Logs.configure(List.of(args));
        int code = run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args);
        System.exit(code);
    }
}
