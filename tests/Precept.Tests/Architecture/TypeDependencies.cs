using System.Reflection;
using System.Reflection.Emit;

namespace Precept.Tests.Architecture;

/// <summary>Which types of an assembly use which others of it: by signatures, attributes and every token in the compiled bodies.</summary>
/// <remarks>The compiled code is asked, not the source: a <c>using</c> that is not needed is no dependency, and no spelling hides one.</remarks>
internal static class TypeDependencies
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    /// <summary>The folders, that is the first names after the root in the namespaces of the assembly's types.</summary>
    public static IReadOnlyList<string> Areas(Assembly assembly, string root) =>
        [.. assembly.GetTypes().Where(t => IsUnder(t, root)).Select(t => Area(t, root)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>All uses that the rule does not allow, as sentences.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="root">The namespace that the folders stand in; types elsewhere are not looked at.</param>
    /// <param name="allowed">For each folder, the other folders it may use.</param>
    public static IReadOnlyList<string> Violations(Assembly assembly, string root, IReadOnlyDictionary<string, string[]> allowed)
    {
        var violations = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in assembly.GetTypes().Where(t => IsUnder(t, root)))
        {
            var area = Area(type, root);
            var name = Outermost(type).FullName;
            if (!allowed.TryGetValue(area, out var may))
            {
                violations.Add($"{name} is in no folder of the layout");
                continue;
            }

            foreach (var used in Used(type).Where(u => u.Assembly == assembly && IsUnder(u, root)))
            {
                if (Area(used, root) is var other && other != area && !may.Contains(other))
                {
                    violations.Add($"{name} uses {Outermost(used).FullName}");
                }
            }
        }

        return [.. violations];
    }

    private static HashSet<Type> Used(Type type)
    {
        var used = new HashSet<Type>();
        Add(used, type.BaseType);
        AddAll(used, type.GetInterfaces());
        AddGenericParameters(used, type.GetGenericArguments());
        AddAttributes(used, type);
        foreach (var field in type.GetFields(All))
        {
            Add(used, field.FieldType);
            AddAttributes(used, field);
        }

        foreach (var member in type.GetMembers(All).Where(m => m is PropertyInfo or EventInfo))
        {
            AddAttributes(used, member);
        }

        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            AddMethod(used, method);
        }

        return used;
    }

    private static void AddMethod(HashSet<Type> used, MethodBase method)
    {
        AddSignature(used, method);
        AddAttributes(used, method);
        foreach (var parameter in method.GetParameters())
        {
            AddAll(used, parameter.GetCustomAttributesData().Select(a => a.AttributeType));
        }

        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        AddAll(used, body.LocalVariables.Select(l => l.LocalType));
        AddAll(used, body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause).Select(c => c.CatchType));
        var typeArguments = method.DeclaringType!.GetGenericArguments();
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        foreach (var token in Tokens(body.GetILAsByteArray()!))
        {
            AddMember(used, method.Module.ResolveMember(token, typeArguments, methodArguments));
        }
    }

    private static void AddMember(HashSet<Type> used, MemberInfo? member)
    {
        switch (member)
        {
            case Type type:
                Add(used, type);
                break;
            case FieldInfo field:
                Add(used, field.DeclaringType);
                Add(used, field.FieldType);
                break;
            case MethodBase method:
                Add(used, method.DeclaringType);
                AddSignature(used, method);
                break;
        }
    }

    private static void AddSignature(HashSet<Type> used, MethodBase method)
    {
        Add(used, (method as MethodInfo)?.ReturnType);
        AddAll(used, method.GetParameters().Select(p => p.ParameterType));
        if (method.IsGenericMethod)
        {
            AddAll(used, method.GetGenericArguments());
            AddGenericParameters(used, method.GetGenericArguments());
        }
    }

    private static void AddGenericParameters(HashSet<Type> used, Type[] arguments) =>
        AddAll(used, arguments.Where(a => a.IsGenericParameter).SelectMany(a => a.GetGenericParameterConstraints()));

    private static void AddAttributes(HashSet<Type> used, MemberInfo member)
    {
        foreach (var attribute in member.GetCustomAttributesData())
        {
            Add(used, attribute.AttributeType);
            AddAll(used, attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.TypedValue)).Select(a => a.Value).OfType<Type>());
        }
    }

    private static void AddAll(HashSet<Type> used, IEnumerable<Type?> types)
    {
        foreach (var type in types)
        {
            Add(used, type);
        }
    }

    private static void Add(HashSet<Type> used, Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(used, type.GetElementType());
            return;
        }

        if (type.IsGenericType)
        {
            AddAll(used, type.GetGenericArguments());
            type = type.GetGenericTypeDefinition();
        }

        used.Add(type);
    }

    /// <summary>The metadata tokens of types, methods and fields in a compiled body (ECMA-335, partition III).</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE)
            {
                value = (short)(0xFE00 | code[at++]);
            }

            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BitConverter.ToInt32(code, at);
            }

            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static bool IsUnder(Type type, string root) => Outermost(type).Namespace is { } ns && (ns == root || ns.StartsWith(root + ".", StringComparison.Ordinal));

    private static string Area(Type type, string root)
    {
        var ns = Outermost(type).Namespace!;
        return ns.Length == root.Length ? "" : ns[(root.Length + 1)..].Split('.')[0];
    }

    // What the compiler makes of lambdas and async methods is nested in the type that they stand in.
    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }
}
