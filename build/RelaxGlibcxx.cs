// An MSBuild inline task. TorchSharp 0.107's native shim (libLibTorchSharp.so) requires GLIBCXX_3.4.32 (libstdc++ 13.2) for one
// symbol, _ZSt21ios_base_library_initv: a marker that only has to exist at link time. Debian 12 ends at GLIBCXX_3.4.30, and the
// loader refuses the whole library there.
//
// When, and only when, the machine's libstdc++ lacks that version, this task replaces the copy in the output folder by one in which
//   1. the version requirement is weak (VER_FLG_WEAK), so that the loader no longer insists on it, and
//   2. the symbol is bound to libc's getppid, unversioned: a harmless function with no arguments.
// It refuses to touch a library in which any other symbol needs that version. Delete it when upstream builds for older systems.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

public sealed class RelaxGlibcxx : Task
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";
    private const string Harmless = "getppid";

    private const uint DynamicSymbols = 11;
    private const uint VersionNeeds = 0x6ffffffe;
    private const uint SymbolVersions = 0x6fffffff;
    private const ushort Weak = 2;

    [Required]
    public string Library { get; set; } = "";

    public override bool Execute()
    {
        if (MachineHasVersion())
        {
            return true;
        }

        byte[] bytes = File.ReadAllBytes(Library);
        string problem = Relax(bytes, out bool changed);
        if (problem != null)
        {
            Log.LogError($"{Library}: {problem}. This build knows how to load TorchSharp 0.107 on systems without {Version}, nothing else: use a system with libstdc++ 13.2 or newer (Debian 13, Ubuntu 24.04).");
            return false;
        }

        if (changed)
        {
            // The output may be a hard link into the package cache, which must stay as it is: write a new file and rename it.
            string temporary = Library + ".relaxed";
            File.WriteAllBytes(temporary, bytes);
            File.Delete(Library);
            File.Move(temporary, Library);
            Log.LogMessage(MessageImportance.Normal, $"{Library}: relaxed the requirement of {Version} (this machine's libstdc++ is older).");
        }

        return true;
    }

    private static bool MachineHasVersion()
    {
        string[] folders = { "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib", "/lib/x86_64-linux-gnu", "/lib64" };
        string library = folders.Select(f => Path.Combine(f, "libstdc++.so.6")).FirstOrDefault(File.Exists);
        return library != null && Encoding.GetEncoding(28591).GetString(File.ReadAllBytes(library)).Contains(Version + "\0");
    }

    /// <summary>Edits the ELF image in place; returns what is wrong with it, or null.</summary>
    private static string Relax(byte[] elf, out bool changed)
    {
        changed = false;
        if (elf.Length < 64 || elf[0] != 0x7f || elf[1] != 'E' || elf[4] != 2 || elf[5] != 1)
        {
            return "not a little-endian 64-bit ELF file";
        }

        var sections = Sections(elf);
        var symbols = sections.Single(s => s.Type == DynamicSymbols);
        var versions = sections.Single(s => s.Type == SymbolVersions);
        var needs = sections.Single(s => s.Type == VersionNeeds);
        long strings = sections[(int)symbols.Link].Offset;

        int version = WeakenNeed(elf, needs.Offset, strings);
        if (version < 0)
        {
            return null; // this build of the shim does not ask for the version
        }

        long count = symbols.Size / 24;
        for (long i = 0; i < count; i++)
        {
            if ((U16(elf, versions.Offset + 2 * i) & 0x7fff) != version)
            {
                continue;
            }

            long name = strings + U32(elf, symbols.Offset + 24 * i);
            string text = Text(elf, name);
            if (text == Harmless)
            {
                continue; // relaxed by an earlier build
            }

            if (text != Symbol)
            {
                return $"symbol '{text}' needs {Version}";
            }

            for (long j = 0; j < count; j++)
            {
                long other = strings + U32(elf, symbols.Offset + 24 * j);
                if (j != i && other >= name && other < name + Symbol.Length)
                {
                    return $"another symbol shares the name's bytes with {Symbol}";
                }
            }

            Encoding.ASCII.GetBytes(Harmless + "\0").CopyTo(elf, (int)name);
            Put16(elf, versions.Offset + 2 * i, 1); // global, unversioned
            changed = true;
        }

        return null;
    }

    /// <summary>Marks the need as weak and returns its version index, or -1 where there is none.</summary>
    private static int WeakenNeed(byte[] elf, long offset, long strings)
    {
        while (true)
        {
            long auxiliary = offset + U32(elf, offset + 8);
            for (int i = 0; i < U16(elf, offset + 2); i++)
            {
                if (Text(elf, strings + U32(elf, auxiliary + 8)) == Version)
                {
                    ushort flags = (ushort)(U16(elf, auxiliary + 4) | Weak);
                    Put16(elf, auxiliary + 4, flags);
                    return U16(elf, auxiliary + 6);
                }

                auxiliary += U32(elf, auxiliary + 12);
            }

            uint next = U32(elf, offset + 12);
            if (next == 0)
            {
                return -1;
            }

            offset += next;
        }
    }

    private static List<(long Offset, long Size, uint Type, uint Link)> Sections(byte[] elf)
    {
        long table = (long)BitConverter.ToUInt64(elf, 0x28);
        int size = U16(elf, 0x3A);
        return Enumerable.Range(0, U16(elf, 0x3C)).Select(i =>
        {
            int at = (int)(table + (long)i * size);
            return ((long)BitConverter.ToUInt64(elf, at + 0x18),
                    (long)BitConverter.ToUInt64(elf, at + 0x20),
                    U32(elf, at + 4), U32(elf, at + 0x28));
        }).ToList();
    }

    private static ushort U16(byte[] b, long at) => BitConverter.ToUInt16(b, (int)at);

    private static uint U32(byte[] b, long at) => BitConverter.ToUInt32(b, (int)at);

    private static void Put16(byte[] b, long at, ushort value) => BitConverter.GetBytes(value).CopyTo(b, (int)at);

    private static string Text(byte[] b, long at) => Encoding.ASCII.GetString(b, (int)at, Array.IndexOf(b, (byte)0, (int)at) - (int)at);
}
