using System.Xml.Linq;
using Precept.Spec;
using Precept.Tests.Architecture;

namespace Precept.Tests
{
    /// <summary>The one allowed direction of dependencies (docs: the layout): between projects, and between the folders of the core.</summary>
    public sealed class ArchitectureTests
    {
        /// <summary>What each folder of the core may use; a folder that is not named here is an error.</summary>
        private static readonly Dictionary<string, string[]> Core = new()
        {
            ["Spec"] = [],
            ["Endpoints"] = ["Spec"],
            ["Prompts"] = ["Spec"],
            ["Responses"] = ["Spec", "Endpoints", "Prompts"],
            ["Judging"] = ["Spec", "Endpoints", "Prompts", "Responses"],
            ["Feedback"] = ["Spec", "Endpoints", "Prompts", "Responses", "Judging"],
            ["Preferences"] = ["Spec", "Prompts", "Responses", "Judging", "Feedback"],
            ["Evaluation"] = ["Spec", "Endpoints", "Prompts", "Responses", "Judging", "Preferences"],
            ["Reports"] = ["Spec", "Prompts", "Responses", "Judging", "Feedback", "Preferences", "Evaluation"],
            ["Site"] = ["Spec", "Reports"],
            ["Workspace"] = ["Spec", "Endpoints", "Prompts", "Responses", "Judging", "Feedback", "Preferences", "Evaluation"],
        };

        private static readonly Dictionary<string, string[]> Projects = new()
        {
            ["Precept"] = [],
            ["Precept.Training"] = ["Precept"],
            ["Precept.Workbench"] = ["Precept"],
            ["Precept.Cli"] = ["Precept", "Precept.Training", "Precept.Workbench"],
        };

        [Fact]
        public void Core_folders_depend_only_leftwards() =>
            TypeDependencies.Violations(typeof(ContentHash).Assembly, "Precept", Core).ShouldBeEmpty();

        [Fact]
        public void Core_folders_that_are_checked_are_there() =>
            TypeDependencies.Areas(typeof(ContentHash).Assembly, "Precept").ShouldContain("Workspace");

        [Fact]
        public void Core_uses_no_tensors_and_no_web() =>
            typeof(ContentHash).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
                .Where(n => n.StartsWith("TorchSharp", StringComparison.Ordinal) || n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
                .ShouldBeEmpty();

        [Fact]
        public void Projects_depend_only_inwards()
        {
            var source = Path.Combine(RepositoryRoot(), "src");
            var violations = Directory.GetFiles(source, "*.csproj", SearchOption.AllDirectories)
                .SelectMany(file => ProjectViolations(Path.GetFileNameWithoutExtension(file), XDocument.Load(file)));
            violations.ShouldBeEmpty();
        }

        [Fact]
        public void Projects_with_a_forbidden_reference_are_found()
        {
            var project = XDocument.Parse("""<Project><ItemGroup><ProjectReference Include="..\Precept.Workbench\Precept.Workbench.csproj" /></ItemGroup></Project>""");
            ProjectViolations("Precept.Training", project).ShouldBe(["Precept.Training uses Precept.Workbench"]);
            ProjectViolations("Precept.Cli", project).ShouldBeEmpty();
            ProjectViolations("Precept.Helpers", project).ShouldBe(["Precept.Helpers is no project of the layout"]);
        }

        // One synthetic type for each way in which a dependency can hide; all of them live at the end of this file.
        [Theory]
        [InlineData("ByField")]
        [InlineData("ByGenericArgument")]
        [InlineData("ByCallInBody")]
        [InlineData("ByLocal")]
        [InlineData("ByLambda")]
        [InlineData("ByTypeOf")]
        [InlineData("ByBase")]
        [InlineData("ByAttribute")]
        [InlineData("ByGenericMethod")]
        [InlineData("ByConstraint")]
        [InlineData("ByAsync")]
        public void Violation_of_any_kind_is_found(string type) =>
            TypeDependencies.Violations(typeof(ArchitectureTests).Assembly, "Synthetic", SyntheticRule)
                .ShouldContain(v => v.StartsWith($"Synthetic.Left.{type} ", StringComparison.Ordinal) && v.Contains("Synthetic.Right."));

        [Fact]
        public void Allowed_direction_and_unknown_folders_are_told_apart()
        {
            var violations = TypeDependencies.Violations(typeof(ArchitectureTests).Assembly, "Synthetic", SyntheticRule);
            violations.ShouldNotContain(v => v.StartsWith("Synthetic.Right.", StringComparison.Ordinal));
            violations.ShouldNotContain(v => v.Contains("Innocent"));
            violations.ShouldContain("Synthetic.Elsewhere.Thing is in no folder of the layout");
        }

        private static readonly Dictionary<string, string[]> SyntheticRule = new() { ["Left"] = [], ["Right"] = ["Left"] };

        private static IEnumerable<string> ProjectViolations(string name, XDocument project)
        {
            if (!Projects.TryGetValue(name, out var allowed))
            {
                return [$"{name} is no project of the layout"];
            }

            return project.Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
                .Where(used => !allowed.Contains(used))
                .Select(used => $"{name} uses {used}");
        }

        internal static string RepositoryRoot()
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Precept.slnx")))
                {
                    return folder.FullName;
                }
            }

            throw new InvalidOperationException("Precept.slnx is in no folder above the tests: run them from a checkout.");
        }
    }
}

#pragma warning disable CA1812, CA1852, CA1822, CA1018, CA1813, CA1823, CS0169, CS0649, IDE0051, IDE0044 // seen by reflection only

namespace Synthetic.Right
{
    internal class Target
    {
        public static int Value => 1;
    }

    internal sealed class MarkAttribute : Attribute;

    internal sealed class Allowed
    {
        public Left.Innocent? Uses { get; set; }
    }
}

namespace Synthetic.Left
{
    internal sealed class Innocent
    {
        public string Name => nameof(Right.Target) + string.Join(",", new List<int>());
    }

    internal sealed class ByField
    {
        private Right.Target? _target;
    }

    internal sealed class ByGenericArgument
    {
        public Dictionary<string, List<Right.Target[]>>? Map { get; set; }
    }

    internal sealed class ByCallInBody
    {
        public int Get() => Right.Target.Value;
    }

    internal sealed class ByLocal
    {
        public bool Get(object o)
        {
            var target = o as Right.Target;
            return target is not null && target.Equals(o);
        }
    }

    internal sealed class ByLambda
    {
        public Func<int> Get() => () => Right.Target.Value;
    }

    internal sealed class ByTypeOf
    {
        public Type Get() => typeof(Right.Target);
    }

    internal sealed class ByBase : Right.Target;

    [Right.Mark]
    internal sealed class ByAttribute;

    internal sealed class ByGenericMethod
    {
        public object Get() => Array.Empty<Right.Target>();
    }

    internal sealed class ByConstraint
    {
        public void Set<T>(T value) where T : Right.Target
        {
        }
    }

    internal sealed class ByAsync
    {
        public async Task<int> GetAsync()
        {
            await Task.Yield();
            return Right.Target.Value;
        }
    }
}

namespace Synthetic.Elsewhere
{
    internal sealed class Thing;
}
